import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { injectMessages } from '../messages/messages';
import { Theme } from './theme';

/** The word at the foot of a page that turns light into dark and back. */
@Component({
  selector: 'app-theme-switch',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<button class="theme" type="button" (click)="theme.turn()">{{ m.shell.theme }}</button>`,
})
export class ThemeSwitch {
  protected readonly m = injectMessages();
  protected readonly theme = inject(Theme);
}
