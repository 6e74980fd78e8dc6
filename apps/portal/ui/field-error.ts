import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { FieldProblem } from '#contracts';
import { injectMessages } from '../messages/messages';
import { EarlyIcon } from './early-icon';

/** What is wrong with a field, below it. `<app-field-error [textId]="id + '-wrong'" [problem]="problem" />` */
@Component({
  selector: 'app-field-error',
  imports: [EarlyIcon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p class="wrong" [id]="textId()"><app-early-icon icon="alert" small />{{ text() }}</p>`,
})
export class FieldError {
  readonly textId = input.required<string>();
  readonly problem = input.required<FieldProblem>();
  readonly #m = injectMessages();
  protected readonly text = computed(() => {
    const { code, params = {} } = this.problem();
    return (this.#m.wrong[code] ?? this.#m.wrong['invalid'])?.(params) ?? '';
  });
}
