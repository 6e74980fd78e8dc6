import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { completeSignIn, readSignInLink } from '#contracts';
import { Act } from '../data/act';
import { Api, ApiError } from '../data/api';
import { Dates } from '../data/dates';
import { injectMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Door } from './door';
import { WayOn } from './way-on';

/** Where a mailed link leads: it shows whose it is, and only the button uses it up, so that mail scanners cannot. */
@Component({
  selector: 'app-use-link',
  imports: [ActError, Door, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-door>
      @if (expired()) {
        <div class="stack roomy">
          <div>
            <h1 class="voice small">{{ m.signIn.expiredTitle }}</h1>
            <p class="muted">{{ m.signIn.expiredText }}</p>
          </div>
          <a class="button main whole" routerLink="/sign-in">{{ m.signIn.fresh }}</a>
        </div>
      } @else if (shown(); as link) {
        <form class="stack roomy" (submit)="$event.preventDefault(); use.go(token())">
          <div>
            @if (link.purpose === 'invitation') {
              <h1 class="voice small">{{ m.signIn.inviteTitle(link.business, link.account) }}</h1>
              <p class="muted">{{ m.signIn.inviteText(link.email) }}</p>
            } @else {
              <p class="meta before">{{ m.signIn.linkFrom }}</p>
              <h1 class="voice small">{{ m.signIn.linkTitle(link.email) }}</h1>
            }
          </div>
          <app-act-error [error]="use.error()" />
          <button class="button main whole" type="submit" [disabled]="use.isRunning()">{{ m.signIn.go }}</button>
          <p class="meta">
            {{ m.signIn.notYou }} <a routerLink="/sign-in">{{ m.signIn.useAnother }}</a>.
            {{ m.signIn.linkText(dates.record(link.expiresAt)) }}
          </p>
        </form>
      } @else if (failure(); as error) {
        <app-act-error [error]="error" />
      } @else {
        <h1 class="voice small">{{ m.signIn.opening }}</h1>
      }
    </app-door>
  `,
  styles: `
    .before {
      margin-block-end: 0.375rem;
    }
  `,
})
export class UseLink {
  readonly token = input.required<string>();
  protected readonly m = injectMessages();
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);
  readonly #wayOn = inject(WayOn);
  readonly #link = resource({
    params: () => this.token(),
    loader: ({ params: token }) => this.#api.command(readSignInLink, { body: { token } }),
  });

  protected readonly use = new Act<string>(async (token) => {
    await this.#api.command(completeSignIn, { body: { token } });
    if (this.shown()?.purpose === 'invitation') this.#wayOn.forget();
    await this.#wayOn.go();
  });
  protected readonly shown = computed(() => (this.#link.hasValue() ? this.#link.value() : undefined));
  protected readonly failure = computed(() => {
    const error = this.#link.error();
    return [error, error?.cause].find((one) => one instanceof ApiError);
  });
  /** Also for a link that lost a part of itself on its way. */
  protected readonly expired = computed(() =>
    [this.failure()?.status, this.use.error()?.status].some((status) => status === 410 || status === 400),
  );
}
