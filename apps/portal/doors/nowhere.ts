import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { Router } from '@angular/router';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Live } from '../data/live';
import { Me } from '../data/me';
import { injectMessages } from '../messages/messages';
import { Door } from './door';

/** For who is signed in and belongs nowhere yet. */
@Component({
  selector: 'app-nowhere',
  imports: [Door],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-door>
      <div class="stack roomy">
        <div>
          <h1 class="voice small">{{ m.nowhere.title }}</h1>
          <p class="muted">{{ m.nowhere.text }}</p>
        </div>
        <button class="button" type="button" (click)="me.signOut()">{{ m.shell.signOut }}</button>
      </div>
    </app-door>
  `,
})
export class Nowhere {
  protected readonly m = injectMessages();
  protected readonly me = inject(Me);

  constructor() {
    const router = inject(Router);
    inject(Live)
      .changes.pipe(takeUntilDestroyed())
      .subscribe(() => void this.me.refresh());
    effect(() => {
      const me = this.me.view();
      if (me && (me.businessRole !== null || me.memberships.length > 0)) void router.navigateByUrl('/');
    });
  }
}
