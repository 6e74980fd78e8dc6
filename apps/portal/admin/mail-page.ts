import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { LucideCircleAlert, LucideCircleCheck, LucideClock, LucideFileText } from '@lucide/angular';
import { getMailStatus, listMails, retryMail, sendTestMail } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Paged } from '../data/paged';
import { injectStaffMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Loaded } from '../ui/loaded';
import { Toast } from '../ui/toast';

const PAGE = 50;

/** Every mail and what became of it; what failed says why and what to do. */
@Component({
  selector: 'app-mail-page',
  imports: [ActError, Loaded, LucideCircleAlert, LucideCircleCheck, LucideClock, LucideFileText],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="line-up">
      <h1 class="title">{{ m.admin.mail }}</h1>
      <span class="push"
        ><button class="button" type="button" [disabled]="acting.isRunning()" (click)="test()">
          {{ m.setUp.sendTest }}
        </button></span
      >
    </div>
    <p class="muted">{{ m.admin.mailLead }}</p>
    @if (status.value(); as how) {
      <p class="note-line spaced-line">
        {{ how.server ? m.setUp.mailOn(how.server) : m.setUp.mailOff + ' ' + m.setUp.mailOffText(how.folder) }}
      </p>
    }
    <app-act-error [error]="acting.error()" />
    <app-loaded [query]="first" />
    @if (first.value()?.items?.length === 0) {
      <div class="empty">
        <b>{{ m.admin.mailNone }}</b>{{ m.admin.mailNoneText }}
      </div>
    }
    <ul class="rows">
      @for (mail of list.items(); track mail.id) {
        <li>
          <div class="grow">
            <p class="medium">{{ m.admin.mailKinds[mail.kind] ?? mail.kind }}, {{ mail.to ?? m.admin.gone }}</p>
            <p class="meta dots">
              <span>{{ dates.record(mail.at) }}</span>
              @if (mail.state === 'failed' || mail.state === 'waiting') {
                <span>{{ mail.nextTryAt ? m.admin.nextTry(dates.time(mail.nextTryAt)) : m.admin.noNextTry }}</span>
              }
            </p>
            @if (mail.advice) {
              <p class="why late">
                <svg lucideCircleAlert class="icon" aria-hidden="true"></svg
                ><span
                  >{{ mail.advice }} <span class="muted said">{{ mail.reason }}</span></span
                >
              </p>
            }
          </div>
          @switch (mail.state) {
            @case ('sent') {
              <span class="status good"
                ><svg lucideCircleCheck class="icon" aria-hidden="true"></svg>{{ m.admin.mailStates.sent }}</span
              >
            }
            @case ('failed') {
              <button class="button" type="button" [disabled]="acting.isRunning()" (click)="acting.go(mail.id)">
                {{ m.admin.retry }}
              </button>
              <span class="status bad"
                ><svg lucideCircleAlert class="icon" aria-hidden="true"></svg>{{ m.admin.mailStates.failed }}</span
              >
            }
            @case ('waiting') {
              <span class="status"
                ><svg lucideClock class="icon" aria-hidden="true"></svg>{{ m.admin.mailStates.waiting }}</span
              >
            }
            @default {
              <span class="status"
                ><svg lucideFileText class="icon" aria-hidden="true"></svg>{{ m.admin.mailStates.kept }}</span
              >
            }
          }
        </li>
      }
    </ul>
    @if (list.hasMore()) {
      <p class="line-up">
        <button class="button" type="button" (click)="list.more()">{{ m.states.showMore }}</button>
      </p>
    }
  `,
  styles: `
    .spaced-line {
      margin-block: 1rem;
    }
  `,
})
export class MailPage {
  protected readonly m = injectStaffMessages();
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly status = liveQuery(
    [],
    () => true,
    () => this.#api.query(getMailStatus, {}),
  );
  protected readonly first = liveQuery(
    ['people', 'workspace', 'accounts'],
    () => true,
    () => this.#load(),
  );
  protected readonly list = new Paged(this.first, (cursor) => this.#load(cursor));
  /** Tries a mail again, or sends a test mail where none is named. */
  protected readonly acting = new Act<string | undefined>(async (mailId, key) => {
    if (mailId === undefined) await this.#api.command(sendTestMail, {}, { key });
    else await this.#api.command(retryMail, { params: { mailId } }, { key });
    this.first.reload();
  });

  protected async test(): Promise<void> {
    if (await this.acting.go(undefined))
      this.#toast.show({ text: this.m.setUp.testSent(this.status.value()?.folder ?? '') });
  }

  #load(cursor?: string) {
    return this.#api.query(listMails, { query: { limit: PAGE, ...(cursor !== undefined && { cursor }) } });
  }
}
