import {
  DestroyRef,
  computed,
  effect,
  inject,
  linkedSignal,
  resource,
  signal,
  untracked,
  type ResourceRef,
  type Signal,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { auditTime, filter } from 'rxjs';
import { ApiError } from './api';
import { Live } from './live';
import { OnlineState } from './online-state';

/** Views change in bursts; one re-read answers them all. */
const GATHER_MS = 80;

export interface LiveQuery<Value> {
  /** The newest answer; while it is read again, or cannot be, the one before stays. */
  readonly value: Signal<Value | undefined>;
  readonly error: Signal<ApiError | undefined>;
  /** Whether nothing has come yet. */
  readonly isFirstLoad: Signal<boolean>;
  reload(): void;
}

/**
 * A read that keeps itself up to date: it is read again when its parameters change, when one of its views does, and when
 * the portal can be reached again. Call it where components are made.
 *
 * @param params `undefined` while there is nothing to ask for yet
 * @param gatherMs how long changes gather before they are answered by one re-read
 */
export function liveQuery<Params, Value>(
  views: readonly string[],
  params: () => Params | undefined,
  load: (params: NonNullable<Params>) => Promise<Value>,
  gatherMs = GATHER_MS,
): LiveQuery<Value> {
  const source = resource({ params, loader: ({ params: asked }) => load(asked as NonNullable<Params>) });
  const online = inject(OnlineState);
  rereadWhenChanged(views, source, gatherMs);
  const error = computed(() => {
    const failure = source.error();
    return failure && apiErrorOf(failure, online);
  });
  effect(() => {
    if (online.isOnline() && untracked(error)?.isOffline) source.reload();
  });
  return {
    value: lastGood(
      () => JSON.stringify(params()),
      () => (source.hasValue() ? source.value() : undefined),
      error,
    ),
    error,
    isFirstLoad: computed(() => source.isLoading() && !source.hasValue() && error() === undefined),
    reload: () => source.reload(),
  };
}

function rereadWhenChanged(views: readonly string[], source: ResourceRef<unknown>, gatherMs: number): void {
  // A change that comes while an answer is on its way may not be in it: the read is then repeated.
  const isDue = signal(false);
  inject(Live)
    .changes.pipe(
      filter((changed) => changed === 'all' || views.some((view) => changed.has(view))),
      auditTime(gatherMs),
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
}

/** The newest answer to the same question, kept while reading it again fails; not once it is gone or forbidden. */
function lastGood<Value>(
  question: () => string,
  answer: () => Value | undefined,
  error: () => ApiError | undefined,
): Signal<Value | undefined> {
  return linkedSignal<{ question: string; answer: Value | undefined; keeps: boolean }, Value | undefined>({
    source: () => ({ question: question(), answer: answer(), keeps: mayPass(error()) }),
    computation: (now, before) =>
      now.answer ?? (now.keeps && before?.source.question === now.question ? before.value : undefined),
  }).asReadonly();
}

/** Whether the failure says nothing about what was asked for, only that it cannot be read now. */
function mayPass(error: ApiError | undefined): boolean {
  return error !== undefined && (error.isOffline || error.status >= 500);
}

function apiErrorOf(failure: Error, online: OnlineState): ApiError {
  const known = [failure, failure.cause].find((error) => error instanceof ApiError);
  if (known?.isOffline) void online.check();
  return known ?? new ApiError(500, 'unexpected');
}
