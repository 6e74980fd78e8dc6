import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { getReceipt, listProjects, type EntryKind, type PersonRef } from '#contracts';
import { Api } from '../../data/api';
import { Dates } from '../../data/dates';
import { liveQuery } from '../../data/live-query';
import { injectPageMessages } from '../../messages/messages';
import { EntryIcon } from '../entry-icon';
import { happenedAt } from './day-groups';
import { monthEnd, monthsOf, yearsOf } from './months';
import { TimelineData } from './timeline-data';
import { TimelineList } from './timeline-list';

/** From so many entries on, years and months lead through them. */
const LONG = 200;

const KINDS: readonly EntryKind[] = ['task', 'status', 'note', 'people', 'project', 'activity'];

/**
 * What happened, newest first, with filters; any month is two acts away, and an entry that somebody was sent a link to
 * is open where it stands.
 */
@Component({
  selector: 'app-timeline',
  imports: [EntryIcon, TimelineList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './timeline.html',
  styleUrl: './timeline.css',
})
export class Timeline {
  readonly account = input.required<string>();
  /** Whose timeline it is, in words. */
  readonly where = input.required<string>();
  readonly project = input<string>();
  readonly entry = input<string>();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);

  protected readonly kind = signal<EntryKind | undefined>(undefined);
  protected readonly inProject = linkedSignal(() => this.project());
  protected readonly by = signal<string | undefined>(undefined);
  protected readonly opened = linkedSignal(() => this.entry());
  protected readonly data = new TimelineData(() => ({
    account: this.account(),
    project: this.inProject(),
    kind: this.kind(),
    by: this.by(),
  }));
  protected readonly projects = liveQuery(
    ['projects'],
    () => this.account(),
    (account) => this.#api.query(listProjects, { query: { account, limit: 100 } }),
  );
  /** What was recorded elsewhere can only be asked for where there is some. */
  protected readonly kinds = computed(() =>
    KINDS.filter(
      (kind) =>
        kind !== 'activity' || (this.projects.value()?.items.some((project) => project.kind === 'recorded') ?? false),
    ),
  );
  /** Everybody who was met in what is loaded so far. */
  protected readonly people = linkedSignal<readonly PersonRef[], readonly PersonRef[]>({
    source: () => this.data.entries().flatMap(({ by }) => by ?? []),
    computation: (met, before) => [
      ...new Map([...(before?.value ?? []), ...met].map((person) => [person.id, person])).values(),
    ],
  });

  protected readonly isLong = computed(() => this.data.total() > LONG);
  readonly #months = computed(() => this.data.months.value()?.items ?? []);
  protected readonly years = computed(() => yearsOf(this.#months()));
  protected readonly list = viewChild.required(TimelineList);
  protected readonly month = computed(() => this.list().inView()?.slice(0, 7));
  /** The year whose months are shown: the one that was picked, until another one comes into view. */
  protected readonly year = linkedSignal(() => this.month()?.slice(0, 4) ?? this.years().at(-1)?.year ?? '');
  protected readonly monthsOfYear = computed(() => monthsOf(this.#months(), this.year()));
  protected readonly since = computed(() => {
    const first = this.#months().at(-1);
    return first ? this.dates.month(first.month) : '';
  });

  constructor() {
    effect(() => {
      const entry = this.entry();
      if (entry !== undefined) void this.#startAt(entry);
    });
  }

  /** Starts the list at an entry that is further back than the first page. */
  async #startAt(eventId: string): Promise<void> {
    try {
      const receipt = await this.#api.query(getReceipt, { params: { accountId: this.account(), eventId } });
      const isLoaded = this.data.entries().some(({ id }) => id === eventId);
      if (!isLoaded) this.data.before.set(new Date(Date.parse(happenedAt(receipt.entry)) + 1).toISOString());
    } catch {
      // A link to what is not there, or is not this reader's to see: the timeline stands without it.
    }
  }

  protected jump(month: string | undefined): void {
    this.data.before.set(month === undefined ? undefined : monthEnd(month));
    scrollTo({ top: 0 });
  }
}
