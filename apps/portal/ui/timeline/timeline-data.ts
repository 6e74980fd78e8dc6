import { computed, inject, signal } from '@angular/core';
import { listTimeline, listTimelineMonths, type EntryKind, type TimelineEntry } from '#contracts';
import { Api, ApiError } from '../../data/api';
import { liveQuery } from '../../data/live-query';

export interface TimelineFilter {
  readonly account: string;
  readonly project: string | undefined;
  readonly kind: EntryKind | undefined;
}

const PAGE = 100;

/** A timeline's entries, page by page, from the newest or from a month that was jumped to. */
export class TimelineData {
  readonly #api = inject(Api);
  readonly #more = signal<
    { readonly of: unknown; readonly items: readonly TimelineEntry[]; readonly next: string | undefined } | undefined
  >(undefined);
  readonly isLoadingMore = signal(false);
  readonly error = signal<ApiError | undefined>(undefined);
  /** The month that was jumped to, `YYYY-MM`; undefined at the newest. */
  readonly month = signal<string | undefined>(undefined);

  readonly first;
  readonly months;

  constructor(private readonly filter: () => TimelineFilter | undefined) {
    this.first = liveQuery(
      ['timeline', 'projects'],
      () => this.#asked(),
      (query) => this.#api.query(listTimeline, { query }),
    );
    this.months = liveQuery(
      ['timeline'],
      () => this.#filter(),
      (query) => this.#api.query(listTimelineMonths, { query }),
    );
  }

  readonly entries = computed<readonly TimelineEntry[]>(() => {
    const page = this.first.value();
    if (!page) return [];
    const more = this.#more();
    return more && more.of === page.next ? [...page.items, ...more.items] : page.items;
  });
  readonly next = computed(() => {
    const page = this.first.value();
    const more = this.#more();
    return more && more.of === page?.next ? more.next : page?.next;
  });
  readonly total = computed(() => (this.months.value()?.items ?? []).reduce((sum, { entries }) => sum + entries, 0));

  async loadMore(): Promise<void> {
    const cursor = this.next();
    const query = this.#asked();
    if (cursor === undefined || !query || this.isLoadingMore()) return;
    const of = this.first.value()?.next;
    this.isLoadingMore.set(true);
    this.error.set(undefined);
    try {
      const page = await this.#api.query(listTimeline, { query: { ...query, cursor } });
      this.#more.update((before) => ({
        of,
        next: page.next,
        items: before?.of === of ? [...(before?.items ?? []), ...page.items] : page.items,
      }));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.error.set(failure);
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  #filter() {
    const filter = this.filter();
    if (!filter) return undefined;
    const { account, project, kind } = filter;
    return { account, ...(project !== undefined && { project }), ...(kind !== undefined && { kind }) };
  }

  #asked() {
    const filter = this.#filter();
    const month = this.month();
    return filter && { ...filter, limit: PAGE, ...(month !== undefined && { before: endOf(month) }) };
  }
}

/** The first instant after a month. */
function endOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString();
}
