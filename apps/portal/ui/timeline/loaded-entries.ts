import type { TimelineEntry } from '#contracts';

/** What is loaded of a timeline: its newest entries and as many older pages as were asked for. */
export interface LoadedEntries {
  /** What was asked, so that answers to different questions never mix. */
  readonly question: string;
  readonly items: readonly TimelineEntry[];
  /** Cursor of the following page. */
  readonly next?: string | undefined;
}

/**
 * The list after its first page was read again. What was loaded below stays, so that news at the top take nothing away
 * from somebody who reads years further down; only where the two no longer meet does the list start anew.
 */
export function refreshed(before: LoadedEntries | undefined, first: LoadedEntries): LoadedEntries {
  const last = first.items.at(-1);
  if (before?.question !== first.question || first.next === undefined || last === undefined) return first;
  const meets = before.items.findIndex(({ id }) => id === last.id);
  if (meets === -1) return first;
  return { ...before, items: [...first.items, ...before.items.slice(meets + 1)] };
}

/** The list with one more page below; unchanged where the page was asked after another list. */
export function extended(before: LoadedEntries, page: LoadedEntries, cursor: string): LoadedEntries {
  if (before.question !== page.question || before.next !== cursor) return before;
  return { ...before, items: [...before.items, ...page.items], next: page.next };
}
