import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { listProjects, type EntryKind } from '#contracts';
import { Api } from '../../data/api';
import { Dates, dayKey } from '../../data/dates';
import { liveQuery } from '../../data/live-query';
import { injectMessages } from '../../messages/messages';
import { EntryIcon } from '../entry-icon';
import { Loaded } from '../loaded';
import { Entry } from './entry';
import { dayRows } from './day-groups';
import { TimelineData } from './timeline-data';
import { RowHeights, windowOf } from './visible-rows';

/** From so many entries on, years and months lead through them. */
const LONG = 200;
const SPARE_PX = 900;
const USUAL_ENTRY_PX = 50;
const USUAL_DAY_PX = 64;

const KINDS: readonly EntryKind[] = ['task', 'status', 'note', 'people', 'project', 'activity'];

/**
 * What happened, newest first: day by day, one sentence each, filtered, with receipts. Only what is in view is in the
 * document, and the page itself scrolls; any month is two acts away.
 */
@Component({
  selector: 'app-timeline',
  imports: [Entry, EntryIcon, Loaded],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:scroll)': 'look()', '(window:resize)': 'look()' },
  templateUrl: './timeline.html',
  styleUrl: './timeline.css',
})
export class Timeline {
  readonly account = input.required<string>();
  /** Whose timeline it is, in words. */
  readonly where = input.required<string>();
  readonly project = input<string>();
  readonly entry = input<string>();
  protected readonly m = injectMessages();
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);

  protected readonly kind = signal<EntryKind | undefined>(undefined);
  protected readonly inProject = linkedSignal(() => this.project());
  protected readonly opened = linkedSignal(() => this.entry());
  protected readonly data = new TimelineData(() => ({
    account: this.account(),
    project: this.inProject(),
    kind: this.kind(),
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

  protected readonly isLong = computed(() => this.data.total() > LONG);
  protected readonly years = computed(() => {
    const years = new Map<string, number>();
    for (const { month, entries } of this.data.months.value()?.items ?? [])
      years.set(month.slice(0, 4), (years.get(month.slice(0, 4)) ?? 0) + entries);
    return [...years].map(([year, entries]) => ({ year, entries })).reverse();
  });
  /** The year whose months are shown: the one that was picked, else the one in view. */
  protected readonly year = linkedSignal(() => this.data.month()?.slice(0, 4) ?? this.years().at(-1)?.year ?? '');
  protected readonly monthsOfYear = computed(() => {
    const months = (this.data.months.value()?.items ?? [])
      .filter(({ month }) => month.startsWith(this.year()))
      .reverse();
    const most = Math.max(1, ...months.map(({ entries }) => entries));
    return months.map((month) => ({ ...month, share: Math.round((100 * month.entries) / most) }));
  });
  protected readonly since = computed(() => {
    const first = this.data.months.value()?.items.at(-1);
    return first ? this.dates.month(first.month) : '';
  });

  protected readonly rows = computed(() => dayRows(this.data.entries(), (instant) => dayKey(new Date(instant))));
  readonly #keys = computed(() => this.rows().map(({ key }) => key));
  readonly #heights = new RowHeights((key) => (key.startsWith('day ') ? USUAL_DAY_PX : USUAL_ENTRY_PX));
  readonly #view = signal({ top: 0, bottom: 1_200 });
  readonly #measured = signal(0);
  protected readonly window = computed(() => {
    this.#measured();
    return windowOf(this.#keys(), this.#heights, { ...this.#view(), spare: SPARE_PX });
  });
  protected readonly drawn = computed(() => this.rows().slice(this.window().start, this.window().end));
  protected readonly list = viewChild<ElementRef<HTMLElement>>('list');
  #waiting = false;

  constructor() {
    const sizes = new ResizeObserver((changed) => {
      this.#measure(changed.map(({ target }) => target as HTMLElement));
    });
    inject(DestroyRef).onDestroy(() => {
      sizes.disconnect();
    });
    afterRenderEffect(() => {
      this.drawn();
      const list = this.list()?.nativeElement;
      sizes.disconnect();
      for (const row of list?.querySelectorAll<HTMLElement>('[data-key]') ?? []) sizes.observe(row);
    });
    // What is about to come into view is loaded before it does.
    effect(() => {
      const { end } = this.window();
      if (end >= this.rows().length && this.data.next() !== undefined) untracked(() => void this.data.loadMore());
    });
  }

  protected look(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      const list = this.list()?.nativeElement;
      if (!list) return;
      const top = -list.getBoundingClientRect().top;
      this.#view.set({ top, bottom: top + innerHeight });
    });
  }

  protected toggle(entry: string): void {
    this.opened.update((open) => (open === entry ? undefined : entry));
  }

  protected jump(month: string | undefined): void {
    this.data.month.set(month);
    scrollTo({ top: 0 });
  }

  protected pickProject(project: string): void {
    this.inProject.set(project === '' ? undefined : project);
  }

  #measure(rows: readonly HTMLElement[]): void {
    const news = rows.filter((row) =>
      this.#heights.measure(row.dataset['key'] ?? '', row.getBoundingClientRect().height),
    );
    if (news.length > 0) this.#measured.update((count) => count + 1);
  }
}
