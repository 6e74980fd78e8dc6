import type { TimelineEntry } from '#contracts';

/** A line of a timeline: a day's heading, or something that happened on it. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: TimelineEntry };

/**
 * Entries, newest first, with a heading before each day.
 *
 * @param dayOf the reader's own calendar day of an instant
 */
export function dayRows(entries: readonly TimelineEntry[], dayOf: (instant: string) => string): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let day = '';
  for (const entry of entries) {
    const at = entry.occurredAt ?? entry.at;
    const next = dayOf(at);
    if (next !== day) rows.push({ kind: 'day', key: `day ${next} ${entry.id}`, at });
    day = next;
    rows.push({ kind: 'entry', key: entry.id, entry });
  }
  return rows;
}
