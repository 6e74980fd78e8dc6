import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { beginSignIn, completeSignIn, type FieldProblem } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Business } from '../data/business';
import { Dates } from '../data/dates';
import { newKey } from '../data/new-key';
import { injectMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Field } from '../ui/field';
import { FocusHere } from '../ui/focus-here';
import { Door } from './door';
import { WayOn } from './way-on';

const LIFETIME_MS = 15 * 60_000;

/** Address first; then the code from the mail. */
@Component({
  selector: 'app-sign-in',
  imports: [ActError, Door, Field, FocusHere],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-door>
      @if (until(); as time) {
        <form class="stack roomy" novalidate (submit)="$event.preventDefault(); complete()">
          <div>
            <h1 class="voice small">{{ m.signIn.sentTitle }}</h1>
            <p class="muted">{{ m.signIn.sentText(masked(), time) }}</p>
          </div>
          <app-field
            appFocusHere
            type="code"
            autocomplete="one-time-code"
            [longest]="9"
            [label]="m.signIn.code"
            [hint]="m.signIn.codeHint"
            [wrong]="wrongCode()"
            [(value)]="code"
          />
          <app-act-error [error]="completing.error()" />
          <button class="button main whole" type="submit" [disabled]="completing.isRunning()">
            {{ m.signIn.submit }}
          </button>
          <p class="meta">
            {{ m.signIn.nothing }} <button class="theme" type="button" (click)="begin()">{{ m.signIn.again }}</button>,
            <button class="theme" type="button" (click)="until.set(undefined)">{{ m.signIn.another }}</button>.
          </p>
        </form>
      } @else {
        <form class="stack roomy" novalidate (submit)="$event.preventDefault(); begin()">
          <div>
            <h1 class="voice small">{{ m.signIn.title(business.name()) }}</h1>
            <p class="muted">{{ m.signIn.lead }}</p>
          </div>
          <app-field
            appFocusHere
            type="email"
            autocomplete="email"
            [label]="m.signIn.email"
            [wrong]="beginning.wrong('email')"
            [(value)]="email"
          />
          <app-act-error [error]="beginning.error()" />
          <button class="button main whole" type="submit" [disabled]="beginning.isRunning()">
            {{ m.signIn.send }}
          </button>
          <p class="meta">{{ m.signIn.newHere(business.name()) }}</p>
        </form>
      }
    </app-door>
  `,
})
export class SignIn {
  /** Where to go afterwards. */
  readonly to = input<string>();
  protected readonly m = injectMessages();
  protected readonly email = signal('');
  protected readonly code = signal('');
  protected readonly wrongCode = signal<FieldProblem | undefined>(undefined);
  /** Until when the mail that was asked for works. */
  protected readonly until = signal<string | undefined>(undefined);
  readonly #api = inject(Api);
  readonly #dates = inject(Dates);
  readonly #wayOn = inject(WayOn);

  /** Tells this page's tries of a code from those of strangers. */
  readonly #attempt = newKey();

  protected readonly business = inject(Business);

  protected readonly beginning = new Act<string>(async (email) => {
    await this.#api.command(beginSignIn, { body: { email, attempt: this.#attempt } });
    this.until.set(this.#dates.time(new Date(Date.now() + LIFETIME_MS).toISOString()));
  });
  protected readonly completing = new Act<{ email: string; code: string }>(async (body) => {
    await this.#api.command(completeSignIn, { body: { ...body, attempt: this.#attempt } });
    await this.#wayOn.go();
  });

  constructor() {
    effect(() => {
      const to = this.to();
      untracked(() => {
        this.#wayOn.remember(to);
      });
    });
  }

  protected async begin(): Promise<void> {
    this.code.set('');
    this.wrongCode.set(undefined);
    await this.beginning.go(this.email().trim());
  }

  protected async complete(): Promise<void> {
    const code = this.code().replace(/\s/g, '');
    const isWhole = /^\d{6}$/.test(code);
    this.wrongCode.set(isWhole ? undefined : { path: 'code', code: 'not-six-digits' });
    if (isWhole) await this.completing.go({ email: this.email().trim(), code });
  }

  protected masked(): string {
    const email = this.email().trim();
    return `${email.slice(0, 1)}…${email.slice(email.indexOf('@'))}`;
  }
}
