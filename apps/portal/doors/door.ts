import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Me } from '../data/me';
import { injectMessages } from '../messages/messages';
import { Brand } from '../ui/brand';
import { ThemeSwitch } from '../ui/theme-switch';

/** The frame of pages before one is in: one question in the middle, nothing else. */
@Component({
  selector: 'app-door',
  imports: [Brand, ThemeSwitch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="skip" href="#main">{{ m.shell.skip }}</a>
    <div class="door">
      <header><app-brand [name]="me.view()?.business ?? business()" /></header>
      <main id="main" tabindex="-1">
        <div class="inside"><ng-content /></div>
      </main>
      <footer class="meta line-up">
        <span class="push"><app-theme-switch /></span>
      </footer>
    </div>
  `,
})
export class Door {
  readonly business = input('Portico');
  protected readonly m = injectMessages();
  protected readonly me = inject(Me);
}
