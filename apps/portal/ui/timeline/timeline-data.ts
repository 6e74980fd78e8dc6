import { computed, inject, linkedSignal, signal } from '@angular/core';
import { listTimeline, listTimelineMonths, type EntryKind, type QueryOf } from '#contracts';
import { Api, ApiError } from '../../data/api';
import { liveQuery } from '../../data/live-query';
import { extended, refreshed, type LoadedEntries } from './loaded-entries';

export interface TimelineFilter {
  readonly account: string;
  readonly project?: string | undefined;
  readonly kind?: EntryKind | undefined;
  /** Person id. */
  readonly by?: string | undefined;
}

const PAGE = 60;

/** A timeline's entries, page by page, from the newest or from a month that was jumped to. */
export class TimelineData {
  readonly #api = inject(Api);
  readonly isLoadingMore = signal(false);
  readonly error = signal<ApiError | undefined>(undefined);
  /** Where the list starts: only what happened before this instant; undefined at the newest. */
  readonly before = signal<string | undefined>(undefined);

  readonly first;
  readonly months;
  readonly #loaded;

  constructor(private readonly filter: () => TimelineFilter) {
    this.first = liveQuery(
      ['timeline', 'projects'],
      () => this.#asked(),
      (query) => this.#load(query),
    );
    this.months = liveQuery(
      ['timeline'],
      () => defined(this.filter()),
      (query) => this.#api.query(listTimelineMonths, { query }),
    );
    this.#loaded = linkedSignal<LoadedEntries | undefined, LoadedEntries | undefined>({
      source: () => this.first.value(),
      computation: (page, before) => page && refreshed(before?.value, page),
    });
  }

  readonly entries = computed(() => this.#loaded()?.items ?? []);
  readonly hasMore = computed(() => this.#loaded()?.next !== undefined);
  readonly total = computed(() => (this.months.value()?.items ?? []).reduce((sum, { entries }) => sum + entries, 0));

  async loadMore(): Promise<void> {
    const cursor = this.#loaded()?.next;
    if (cursor === undefined || this.isLoadingMore()) return;
    this.isLoadingMore.set(true);
    this.error.set(undefined);
    try {
      const page = await this.#load({ ...this.#asked(), cursor });
      this.#loaded.update((before) => before && extended(before, page, cursor));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.error.set(failure);
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  async #load({ cursor, ...query }: QueryOf<typeof listTimeline>): Promise<LoadedEntries> {
    const page = await this.#api.query(listTimeline, { query: { ...query, ...(cursor !== undefined && { cursor }) } });
    return { question: JSON.stringify(query), ...page };
  }

  #asked(): QueryOf<typeof listTimeline> {
    const before = this.before();
    return { ...defined(this.filter()), limit: PAGE, ...(before !== undefined && { before }) };
  }
}

/** Only what narrows. */
function defined({ account, project, kind, by }: TimelineFilter): QueryOf<typeof listTimelineMonths> {
  return {
    account,
    ...(project !== undefined && { project }),
    ...(kind !== undefined && { kind }),
    ...(by !== undefined && { by }),
  };
}
