import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '#contracts';
import { dayRows } from './day-groups';

function entry(id: string, at: string, occurredAt: string | null = null): TimelineEntry {
  return {
    id,
    kind: 'note',
    visibility: 'client',
    event: 'NotePublished',
    sentence: id,
    body: null,
    by: null,
    project: null,
    at,
    occurredAt,
  };
}

describe('day groups', () => {
  it('put a heading before the first entry of each day', () => {
    const entries = [
      entry('a', '2026-11-24T10:00:00.000Z'),
      entry('b', '2026-11-24T09:00:00.000Z'),
      entry('c', '2026-11-23T09:00:00.000Z'),
    ];
    const rows = dayRows(entries, (instant) => instant.slice(0, 10));
    expect(rows.map((row) => (row.kind === 'day' ? row.at.slice(0, 10) : row.entry.id))).toEqual([
      '2026-11-24',
      'a',
      'b',
      '2026-11-23',
      'c',
    ]);
  });

  it('go by when it happened, not by when it was recorded', () => {
    const [day] = dayRows([entry('a', '2026-11-24T10:00:00.000Z', '2012-04-01T08:00:00.000+02:00')], (instant) =>
      instant.slice(0, 10),
    );
    expect(day).toMatchObject({ kind: 'day', at: '2012-04-01T08:00:00.000+02:00' });
  });
});
