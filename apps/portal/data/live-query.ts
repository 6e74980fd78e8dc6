import { DestroyRef, computed, effect, inject, resource, signal, untracked, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { auditTime, filter } from 'rxjs';
import { ApiError } from './api';
import { Live } from './live';
import { OnlineState } from './online-state';

/** Views change in bursts; one re-read answers them all. */
const GATHER_MS = 80;

export interface LiveQuery<Value> {
  /** The newest answer; while it is read again the one before stays. */
  readonly value: Signal<Value | undefined>;
  readonly error: Signal<ApiError | undefined>;
  /** Whether nothing has come yet. */
  readonly isFirstLoad: Signal<boolean>;
  reload(): void;
}

/**
 * A read that keeps itself up to date: it is read again when its parameters change and when one of its views does.
 * Call it where components are made.
 *
 * @param params `undefined` while there is nothing to ask for yet
 */
export function liveQuery<Params, Value>(
  views: readonly string[],
  params: () => Params | undefined,
  load: (params: NonNullable<Params>) => Promise<Value>,
): LiveQuery<Value> {
  const source = resource({ params, loader: ({ params: asked }) => load(asked as NonNullable<Params>) });
  const online = inject(OnlineState);
  // A change that comes while an answer is on its way may not be in it: the read is then repeated.
  const isDue = signal(false);
  inject(Live)
    .changes.pipe(
      filter((changed) => changed === 'all' || views.some((view) => changed.has(view))),
      auditTime(GATHER_MS),
      takeUntilDestroyed(inject(DestroyRef)),
    )
    .subscribe(() => {
      isDue.set(true);
    });
  effect(() => {
    if (!isDue() || source.isLoading()) return;
    untracked(() => {
      isDue.set(false);
      source.reload();
    });
  });
  const error = computed(() => {
    const failure = source.error();
    return failure && apiErrorOf(failure, online);
  });
  return {
    value: computed(() => (source.hasValue() ? source.value() : undefined)),
    error,
    isFirstLoad: computed(() => source.isLoading() && !source.hasValue()),
    reload: () => source.reload(),
  };
}

function apiErrorOf(failure: Error, online: OnlineState): ApiError {
  const known = [failure, failure.cause].find((error) => error instanceof ApiError);
  if (known?.isOffline) void online.check();
  return known ?? new ApiError(500, 'unexpected', failure.message);
}
