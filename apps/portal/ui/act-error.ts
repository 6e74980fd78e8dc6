import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ApiError } from '../data/api';
import { injectMessages, injectProblems } from '../messages/messages';
import { EarlyIcon } from './early-icon';

/** Why an act did not go through, in place; nothing for errors that stand at their fields. */
@Component({
  selector: 'app-act-error',
  imports: [EarlyIcon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="alert">
      @if (text(); as reason) {
        <p class="note-line bad">
          <app-early-icon icon="alert" /><span>{{ reason }}</span>
        </p>
      }
    </div>
  `,
})
export class ActError {
  readonly error = input.required<ApiError | undefined>();
  readonly #m = injectMessages();
  readonly #problems = injectProblems();
  protected readonly text = computed(() => {
    const error = this.error();
    if (!error || error.errors.length > 0) return undefined;
    const { states } = this.#m;
    if (error.isOffline) return `${states.unreachable} ${states.unreachableText}`;
    return this.#problems[error.code]?.(error.about) ?? `${states.broken} ${states.brokenText}`;
  });
}
