import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { endOtherSessions, endSession, listSessions } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { injectMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Brand } from '../ui/brand';
import { Loaded } from '../ui/loaded';
import { Theme, type ThemeChoice } from '../ui/theme';
import { Toast } from '../ui/toast';

/** What a person may see and set about themselves. */
@Component({
  selector: 'app-settings',
  imports: [ActError, Brand, Loaded],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="skip" href="#main">{{ m.shell.skip }}</a>
    <header class="topbar"><app-brand [name]="me.view()?.business ?? ''" /></header>
    <main id="main" tabindex="-1">
      <div class="page reading">
        <h1 class="title">{{ m.settings.title }}</h1>
        <div class="stack sections">
          @if (me.view(); as view) {
            <section class="section" aria-labelledby="you">
              <header>
                <h2 id="you">{{ m.settings.you }}</h2>
              </header>
              <dl class="pairs spaced">
                <dt>{{ m.settings.name }}</dt>
                <dd>{{ view.name }}</dd>
                <dt>{{ m.settings.email }}</dt>
                <dd>{{ view.email }}</dd>
                <dt>{{ m.settings.access }}</dt>
                <dd>{{ access() }}</dd>
              </dl>
            </section>
          }
          <section class="section" aria-labelledby="sessions">
            <header>
              <h2 id="sessions">{{ m.settings.sessions }}</h2>
            </header>
            <app-loaded [query]="sessions" [lines]="2" />
            @if (sessions.value(); as list) {
              <ul class="rows">
                @for (session of list.items; track session.id) {
                  <li>
                    <div class="grow">
                      <p class="medium">
                        {{ session.current ? m.settings.thisDevice(session.device) : session.device }}
                      </p>
                      <p class="meta dots">
                        <span>{{ m.settings.since(dates.record(session.startedAt)) }}</span><span>{{
                          m.settings.lastSeen(dates.record(session.lastSeenAt))
                        }}</span>
                      </p>
                    </div>
                    @if (!session.current) {
                      <button class="button" type="button" [disabled]="ending.isRunning()" (click)="end(session.id)">
                        {{ m.settings.end }}
                      </button>
                    }
                  </li>
                }
              </ul>
              <app-act-error [error]="ending.error()" />
              @if (list.items.length > 1) {
                <p class="line-up">
                  <button class="button" type="button" [disabled]="ending.isRunning()" (click)="endOthers()">
                    {{ m.settings.endOthers }}
                  </button>
                </p>
              } @else {
                <p class="meta">{{ m.settings.onlyThis }}</p>
              }
            }
          </section>
          <section class="section" aria-labelledby="look">
            <header>
              <h2 id="look">{{ m.settings.look }}</h2>
            </header>
            <div class="filters spaced" role="radiogroup" aria-labelledby="look">
              @for (choice of choices; track choice) {
                <label class="filter"
                  ><input
                    type="radio"
                    name="theme"
                    [checked]="theme.choice() === choice"
                    (change)="theme.choose(choice)"
                  />{{ m.settings.themes[choice] }}</label
                >
              }
            </div>
          </section>
          <p class="line-up">
            <button class="button" type="button" (click)="me.signOut()">{{ m.settings.signOut }}</button>
          </p>
        </div>
      </div>
    </main>
  `,
})
export class Settings {
  protected readonly m = injectMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  protected readonly theme = inject(Theme);
  protected readonly choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly sessions = liveQuery(
    [],
    () => true,
    () => this.#api.query(listSessions, {}),
  );
  protected readonly ending = new Act<string | undefined>(async (sessionId, key) => {
    if (sessionId === undefined) await this.#api.command(endOtherSessions, {}, { key });
    else await this.#api.command(endSession, { params: { sessionId } }, { key });
    this.sessions.reload();
  });

  protected readonly access = computed(() => {
    const view = this.me.view();
    if (!view) return '';
    if (view.businessRole !== null) return `${this.m.roles[view.businessRole]}: ${this.m.roleTexts[view.businessRole]}`;
    return view.memberships.map(({ name, role }) => `${name}, ${this.m.roles[role]}`).join(' · ');
  });

  protected async end(sessionId: string): Promise<void> {
    if (await this.ending.go(sessionId)) this.#toast.show({ text: this.m.settings.ended });
  }

  protected async endOthers(): Promise<void> {
    if (await this.ending.go(undefined)) this.#toast.show({ text: this.m.settings.othersEnded });
  }
}
