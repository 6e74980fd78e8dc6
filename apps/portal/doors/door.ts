import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Business } from '../data/business';
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
      <header><app-brand [name]="business.name()" /></header>
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
  protected readonly m = injectMessages();
  protected readonly business = inject(Business);
}
