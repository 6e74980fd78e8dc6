import { computed, signal } from '@angular/core';
import { ApiError } from './api';
import type { LiveQuery } from './live-query';

/** What a list answers; `next` is the cursor of what follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** A list whose first page keeps itself up to date, and whose further pages are added on demand. */
export class Paged<Item extends { readonly id: string }> {
  readonly isLoadingMore = signal(false);
  readonly error = signal<ApiError | undefined>(undefined);
  readonly #added = signal<{ readonly of: string | undefined; readonly pages: readonly Page<Item>[] }>({
    of: undefined,
    pages: [],
  });
  // Pages belong to the first page that they were asked after: when that one shifts, they are asked for again.
  readonly #pages = computed(() => {
    const start = this.first.value();
    const { of, pages } = this.#added();
    return start === undefined ? [] : [start, ...(of === start.next ? pages : [])];
  });
  readonly #next = computed(() => this.#pages().at(-1)?.next);
  readonly hasMore = computed(() => this.#next() !== undefined);
  readonly items = computed<readonly Item[]>(() => {
    const byId = this.#pages().flatMap((page) => page.items.map((item) => [item.id, item] as const));
    return [...new Map(byId).values()];
  });

  constructor(
    private readonly first: LiveQuery<Page<Item>>,
    private readonly load: (cursor: string) => Promise<Page<Item>>,
  ) {}

  async more(): Promise<void> {
    const cursor = this.#next();
    if (cursor === undefined || this.isLoadingMore()) return;
    const of = this.first.value()?.next;
    this.isLoadingMore.set(true);
    this.error.set(undefined);
    try {
      const page = await this.load(cursor);
      this.#added.update((before) => ({ of, pages: before.of === of ? [...before.pages, page] : [page] }));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.error.set(failure);
    } finally {
      this.isLoadingMore.set(false);
    }
  }
}
