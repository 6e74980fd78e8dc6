import { describe, expect, it } from '@jest/globals';
import { monthEnd, monthsOf, yearsOf } from './months';

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
