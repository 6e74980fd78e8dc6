import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { listReplays, type ReplayEntry } from '#contracts';
import { Api } from '../../data/api';
import { liveQuery } from '../../data/live-query';
import { Paged } from '../../data/paged';
import { injectAdminMessages } from '../../messages/messages';
import { ActError } from '../../ui/act-error';
import { ReplayWords } from './replay-words';

const PAGE = 8;

/** Who rebuilt, switched and left out what, newest first. */
@Component({
  selector: 'app-replay-history',
  imports: [ActError],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="section" aria-labelledby="history">
      <header>
        <h2 id="history">{{ m.replay.history }}</h2>
      </header>
      @if (first.value()?.items?.length === 0) {
        <p class="empty">
          <b>{{ m.replay.historyNone }}</b>{{ m.replay.historyNoneText }}
        </p>
      }
      <ul class="rows">
        @for (entry of list.items(); track entry.id) {
          <li>
            <div class="grow">
              <p class="medium">{{ whatOf(entry) }}</p>
              <p class="meta dots">
                <span>{{ entry.by === null ? m.replay.portico : (entry.by.name ?? m.timeline.erased) }}</span>
                <span>{{ words.record(entry.at) }}</span>
                @if (moreOf(entry); as more) {
                  <span class="more">{{ more }}</span>
                }
              </p>
              @if (entry.leftOut; as left) {
                <p class="meta said">{{ left.reason }}</p>
              }
            </div>
          </li>
        }
      </ul>
      <app-act-error [error]="list.error()" />
      @if (list.hasMore()) {
        <p class="line-up">
          <button class="button" type="button" [disabled]="list.isLoadingMore()" (click)="list.more()">
            {{ m.states.showMore }}
          </button>
        </p>
      }
    </section>
  `,
  styles: `
    .more {
      white-space: normal;
    }
  `,
})
export class ReplayHistory {
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  readonly #api = inject(Api);
  protected readonly first = liveQuery(
    ['replays'],
    () => true,
    () => this.#load(),
  );
  protected readonly list = new Paged(this.first, (cursor) => this.#load(cursor));

  protected whatOf({ kind, view, build }: ReplayEntry): string {
    return this.m.replay.kinds[kind](this.words.view(view), build === null ? '' : this.words.build(build));
  }

  /** What more there is to say of an entry of its kind. */
  protected moreOf({ made, compared, from, leftOut }: ReplayEntry): string | undefined {
    if (made) return this.#made(made);
    if (compared && from !== null) return this.#compared(compared, from);
    if (from !== null) return this.m.replay.switchedFrom(this.words.build(from));
    return leftOut ? this.m.replay.leftOutWhat(leftOut.type, this.words.number(leftOut.number)) : undefined;
  }

  #made({ documents, events, seconds }: NonNullable<ReplayEntry['made']>): string {
    return this.m.replay.made(this.words.number(documents), this.words.number(events), this.words.duration(seconds));
  }

  #compared({ equal, differing }: NonNullable<ReplayEntry['compared']>, from: string): string {
    return this.m.replay.comparedWith(this.words.build(from), this.words.number(equal), this.words.number(differing));
  }

  #load(cursor?: string) {
    return this.#api.query(listReplays, { query: { limit: PAGE, ...(cursor !== undefined && { cursor }) } });
  }
}
