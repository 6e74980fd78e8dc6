import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '#contracts';
import { dayRows, happenedAt } from './day-groups';

const entry = (id: string, at: string, occurredAt: string | null = null) => ({ id, at, occurredAt }) as TimelineEntry;
const inLondon = (instant: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(instant));
const told = (rows: ReturnType<typeof dayRows>) =>
  rows.map((row) => (row.kind === 'day' ? `${row.key} (${String(row.entries)})` : row.entry.id));

describe('a timeline by days', () => {
  it('has one heading for each day, with how much happened on it', () => {
    const rows = dayRows(
      [
        entry('c', '2026-11-24T09:12:00.000Z'),
        entry('b', '2026-11-24T08:00:00.000Z'),
        entry('a', '2026-11-23T16:48:00.000Z'),
      ],
      inLondon,
    );
    expect(told(rows)).toEqual(['day 2026-11-24 (2)', 'c', 'b', 'day 2026-11-23 (1)', 'a']);
  });

  it('goes by the days of the reader, not of UTC', () => {
    const rows = dayRows([entry('b', '2026-06-30T23:30:00.000Z'), entry('a', '2026-06-30T22:30:00.000Z')], inLondon);
    expect(told(rows)).toEqual(['day 2026-07-01 (1)', 'b', 'day 2026-06-30 (1)', 'a']);
  });

  it('stands at the time it happened, not when it was recorded', () => {
    const imported = entry('a', '2026-11-24T09:12:00.000Z', '2022-09-06T11:20:00.000+01:00');
    expect(happenedAt(imported)).toBe('2022-09-06T11:20:00.000+01:00');
    expect(told(dayRows([imported], inLondon))).toEqual(['day 2022-09-06 (1)', 'a']);
  });

  it('is empty without entries', () => {
    expect(dayRows([], inLondon)).toEqual([]);
  });
});
