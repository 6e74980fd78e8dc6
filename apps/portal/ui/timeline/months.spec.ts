import { describe, expect, it } from '@jest/globals';
import { bars, monthEnd, monthsOf, yearsOf } from './months';

const months = [
  { month: '2026-02', entries: 5 },
  { month: '2024-06', entries: 164 },
  { month: '2024-01', entries: 41 },
];

describe('years and months of a timeline', () => {
  it('counts each year, oldest first', () => {
    expect(yearsOf(months)).toEqual([
      { year: '2024', entries: 205 },
      { year: '2026', entries: 5 },
    ]);
  });

  it('compares the months of a year with its busiest', () => {
    expect(monthsOf(months, '2024')).toEqual([
      { month: '2024-01', entries: 41, share: 25 },
      { month: '2024-06', entries: 164, share: 100 },
    ]);
    expect(monthsOf(months, '2025')).toEqual([]);
  });

  it('ends a month where the next begins', () => {
    expect(monthEnd('2024-06')).toBe('2024-07-01T00:00:00.000Z');
    expect(monthEnd('2024-12')).toBe('2025-01-01T00:00:00.000Z');
  });
});

describe('when things happened', () => {
  it('shows the months in which nothing did', () => {
    const drawn = bars([
      { month: '2023-02', entries: 2 },
      { month: '2022-11', entries: 4 },
    ]);
    expect(drawn.map(({ of, entries, share }) => [of, entries, share])).toEqual([
      ['2022-11', 4, 100],
      ['2022-12', 0, 0],
      ['2023-01', 0, 0],
      ['2023-02', 2, 50],
    ]);
  });

  it('goes by years over a long time', () => {
    const drawn = bars([
      { month: '2026-02', entries: 1 },
      { month: '2021-07', entries: 2 },
      { month: '2021-01', entries: 2 },
    ]);
    expect(drawn.map(({ of, entries }) => `${of}: ${String(entries)}`)).toEqual(['2021: 4', '2026: 1']);
  });

  it('has nothing to show of nothing', () => {
    expect(bars([])).toEqual([]);
  });
});
