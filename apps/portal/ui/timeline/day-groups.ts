import type { TimelineEntry } from '#contracts';

/** A line of a timeline: a day's heading with its number of entries, or something that happened on it. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: string; entries: number }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: TimelineEntry };

/** When it happened, as far as is known. */
export function happenedAt({ occurredAt, at }: Pick<TimelineEntry, 'occurredAt' | 'at'>): string {
  return occurredAt ?? at;
}

/**
 * Entries, newest first, with a heading before each day.
 *
 * @param dayOf the reader's own calendar day of an instant
 */
export function dayRows(entries: readonly TimelineEntry[], dayOf: (instant: string) => string): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let day: Extract<TimelineRow, { kind: 'day' }> | undefined;
  for (const entry of entries) {
    const at = happenedAt(entry);
    const key = `day ${dayOf(at)}`;
    if (day?.key !== key) rows.push((day = { kind: 'day', key, at, entries: 0 }));
    day.entries += 1;
    rows.push({ kind: 'entry', key: entry.id, entry });
  }
  return rows;
}
