import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ReportAge, ReportFigure, Side, listReportEvents, type ReportEvent } from '#contracts';
import { Api } from '../../data/api';
import { Dates } from '../../data/dates';
import { liveQuery } from '../../data/live-query';
import { Paged } from '../../data/paged';
import { injectReportMessages } from '../../messages/messages';
import { Loaded } from '../../ui/loaded';
import { Lengths } from './lengths';
import { isKind, monthIn, paramsOf, scopeOf, type Figure } from './report-address';

const PAGE = 100;

/** The events behind a figure of a report, each of which opens on its timeline. */
@Component({
  selector: 'app-report-events-page',
  imports: [Loaded, RouterLink],
  providers: [Lengths],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="meta">
      <a class="calm" routerLink="/work/reports" [queryParams]="back()">{{ m.back }}</a>
    </p>
    <h1 class="title">{{ title() }}</h1>
    <p class="muted">
      {{ m.behindText }}
      @if (scope().asOf; as day) {
        {{ m.behindAsOf(dates.day(day)) }}
      }
    </p>
    <app-loaded [query]="first" />
    @if (first.value(); as page) {
      @if (page.items.length === 0) {
        <div class="empty">
          <b>{{ m.nothingBehind }}</b>{{ m.nothingBehindText }}
        </div>
      }
      <ul class="rows">
        @for (event of list.items(); track event.id) {
          <li>
            <div class="grow">
              <p class="medium">
                <a
                  class="calm whole-row"
                  [routerLink]="['/work/clients', event.account.id, 'timeline']"
                  [queryParams]="{ project: event.project.id, entry: event.id }"
                  >{{ nameOf(event) }}</a
                >
              </p>
              <p class="meta dots">
                <span>{{ event.project.name }}</span>
                <span>{{ event.account.name }}</span>
                @if (event.lasted !== null) {
                  <span>{{
                    event.endedBy === null
                      ? m.lasting(lengths.text(event.lasted))
                      : m.lasted(lengths.text(event.lasted))
                  }}</span>
                }
              </p>
            </div>
            <time class="meta" [attr.datetime]="event.occurredAt ?? event.at">{{
              dates.record(event.occurredAt ?? event.at)
            }}</time>
          </li>
        }
      </ul>
      @if (list.hasMore()) {
        <p class="line-up more">
          <button class="button" type="button" [disabled]="list.isLoadingMore()" (click)="list.more()">
            {{ all.states.showMore }}
          </button>
        </p>
      }
    }
  `,
  styles: `
    .rows,
    .more {
      margin-block-start: 1rem;
    }
  `,
})
export class ReportEventsPage {
  readonly account = input<string>();
  readonly kind = input<string>();
  readonly asOf = input<string>();
  readonly facts = input<string>();
  readonly months = input<string>();
  readonly figure = input<string>();
  /** Kind of project that the figure counts. */
  readonly of = input<string>();
  readonly month = input<string>();
  readonly status = input<string>();
  readonly side = input<string>();
  readonly age = input<string>();
  readonly project = input<string>();
  protected readonly all = injectReportMessages();
  protected readonly m = this.all.reports;
  protected readonly dates = inject(Dates);
  protected readonly lengths = inject(Lengths);
  readonly #api = inject(Api);

  protected readonly scope = computed(() =>
    scopeOf({
      account: this.account(),
      kind: this.kind(),
      asOf: this.asOf(),
      facts: this.facts(),
      months: this.months(),
    }),
  );
  protected readonly asked = computed(() => ({ ...this.scope(), ...this.#narrowed() }));
  protected readonly back = computed(() => paramsOf(this.scope()));
  protected readonly title = computed(() => this.#title(this.#narrowed()));
  protected readonly first = liveQuery(
    ['reports'],
    () => this.asked(),
    (query) => this.#load(query),
  );
  protected readonly list = new Paged(this.first, (cursor) => this.#load(this.asked(), cursor));

  readonly #narrowed = computed((): Figure => {
    const [month, status, project, kind] = [monthIn(this.month()), this.status(), this.project(), this.of()];
    const side = SIDES.find((one) => one === this.side());
    const age = AGES.find((one) => one === this.age());
    return {
      figure: FIGURES.find((one) => one === this.figure()) ?? 'steps',
      ...(month !== undefined && { month }),
      ...(status !== undefined && { status }),
      ...(side && { side }),
      ...(age && { age }),
      ...(project !== undefined && { project }),
      ...(isKind(kind) && { kind }),
    };
  });

  protected nameOf({ event, what }: ReportEvent): string {
    if (event === 'ActivityRecorded') return what ?? this.m.unnamed;
    const word = this.m.events[event] ?? event;
    if (what === null) return word;
    return this.m.told(word, event === 'StatusUpdated' ? (this.m.statuses[what] ?? what) : what);
  }

  #title({ figure, month, status, side, age }: Figure): string {
    const { m } = this;
    const what = m.behind[figure];
    if (month !== undefined) return m.behindIn(what, this.dates.month(month));
    if (status !== undefined) return m.behindStatus(what, m.statuses[status] ?? (status || m.unnamed));
    if (side) return m.behindSide(what, side);
    return age ? m.behindAge(what, age) : what;
  }

  #load(query: Figure, cursor?: string) {
    return this.#api.query(listReportEvents, {
      query: { ...query, limit: PAGE, ...(cursor !== undefined && { cursor }) },
    });
  }
}

const FIGURES = ReportFigure.options;
const SIDES = Side.options;
const AGES = ReportAge.options;
