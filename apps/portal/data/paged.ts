import { computed, signal, type Signal } from '@angular/core';
import { ApiError } from './api';
import type { LiveQuery } from './live-query';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

export interface Paged<Item> {
  readonly items: Signal<readonly Item[]>;
  readonly hasMore: Signal<boolean>;
  readonly isLoadingMore: Signal<boolean>;
  readonly error: Signal<ApiError | undefined>;
  more(): Promise<void>;
}

/** A list whose first page keeps itself up to date, and whose further pages are added on demand. */
export function paged<Item extends { readonly id: string }>(first: LiveQuery<Page<Item>>, load: (cursor: string) => Promise<Page<Item>>): Paged<Item> {
  const added = signal<{ readonly of: string | undefined; readonly pages: readonly Page<Item>[] }>({ of: undefined, pages: [] });
  const isLoadingMore = signal(false);
  const error = signal<ApiError | undefined>(undefined);
  // Pages belong to the first page that they were asked after: when that one shifts, they are asked for again.
  const pages = computed(() => {
    const start = first.value();
    const later = added();
    return start === undefined ? [] : [start, ...(later.of === start.next ? later.pages : [])];
  });
  const next = computed(() => pages().at(-1)?.next);
  const more = async () => {
    const cursor = next();
    if (cursor === undefined || isLoadingMore()) return;
    const of = first.value()?.next;
    isLoadingMore.set(true);
    error.set(undefined);
    try {
      const page = await load(cursor);
      added.update((before) => ({ of, pages: before.of === of ? [...before.pages, page] : [page] }));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      error.set(failure);
    } finally {
      isLoadingMore.set(false);
    }
  };
  return {
    items: computed(() => [...new Map(pages().flatMap((page) => page.items.map((item) => [item.id, item] as const))).values()]),
    hasMore: computed(() => next() !== undefined),
    isLoadingMore,
    error,
    more,
  };
}
