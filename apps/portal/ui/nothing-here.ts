import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectMessages } from '../messages/messages';

/** What does not exist and what belongs to others reads the same, word for word. */
@Component({
  selector: 'app-nothing-here',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="alone">
      <h1 class="voice small">{{ m.states.notFound }}</h1>
      <p class="muted">{{ m.states.notFoundText }}</p>
      <p class="line-up">
        <a class="button" routerLink="/">{{ m.states.goHome }}</a>
      </p>
    </div>
  `,
})
export class NothingHere {
  protected readonly m = injectMessages();
}
