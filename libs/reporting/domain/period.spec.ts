import { describe, expect, it } from '@jest/globals';
import { ageOf } from './age.js';
import { monthBegin, monthNumber, monthOf, monthText } from './month.js';
import { isOver, isWithin, periodOf } from './period.js';
import { quantile } from './quantile.js';

const NOW = Date.parse('2026-11-24T09:41:00.000Z');
const DAY = 86_400_000;

describe('a period', () => {
  it('ends with a day, or now, and has the months before it', () => {
    const period = periodOf({ asOf: '2012-02-29', months: 3 }, NOW);
    expect(new Date(period.known.happened).toISOString()).toBe('2012-02-29T23:59:59.999Z');
    expect([period.firstMonth, period.lastMonth].map((month = 0) => monthText(month))).toEqual(['2011-12', '2012-02']);
    expect(isWithin(period, Date.parse('2011-12-01T00:00:00.000Z'))).toBe(true);
    expect(isWithin(period, Date.parse('2011-11-30T23:59:59.999Z'))).toBe(false);
    expect(periodOf({ asOf: '2030-01-01' }, NOW).known.happened).toBe(NOW);
    expect(periodOf({}, NOW)).toEqual({
      known: { happened: NOW, recorded: NOW },
      firstMonth: undefined,
      lastMonth: monthOf(NOW),
    });
  });

  it('never goes back beyond the first year that there is', () => {
    expect(periodOf({ asOf: '0001-01-01', months: 1200 }, NOW).firstMonth).toBe(monthNumber('0000-01'));
  });

  it('knows what was recorded later only where it may', () => {
    expect(periodOf({ asOf: '2012-02-29' }, NOW).known.recorded).toBe(NOW);
    const { known } = periodOf({ asOf: '2012-02-29', facts: 'recorded-then' }, NOW);
    expect(known.recorded).toBe(known.happened);
  });

  it('covers its last month to the end only when that is its last day', () => {
    const last = (asOf: string) => {
      const period = periodOf({ asOf }, NOW);
      return isOver(period, period.lastMonth);
    };
    expect(['2012-02-28', '2012-02-29', '2026-11-30'].map(last)).toEqual([false, true, false]);
    expect(isOver(periodOf({}, NOW), monthNumber('2026-10'))).toBe(true);
  });
});

describe('a month', () => {
  it.each(['0001-01', '1969-12', '1970-01', '2012-02', '9999-12'])('%s is counted and read back', (text) => {
    const begin = Date.parse(`${text}-01T00:00:00.000Z`);
    expect(monthText(monthNumber(text))).toBe(text);
    expect(monthBegin(monthNumber(text))).toBe(begin);
    expect([monthOf(begin), monthOf(begin - 1)]).toEqual([monthNumber(text), monthNumber(text) - 1]);
  });
});

describe('an age', () => {
  it('belongs to the least that it fits into', () => {
    const days = [0, 7, 7.01, 30, 31, 90, 91, 180, 181, 365, 366];
    expect(days.map((count) => ageOf(count * DAY))).toEqual([
      ...['week', 'week', 'month', 'month', 'quarter', 'quarter'],
      ...['half-year', 'half-year', 'year', 'year', 'older'],
    ]);
  });
});

describe('a quantile', () => {
  it('is one of the values', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect([quantile([4], 0.5), quantile([1, 2], 0.5), quantile([1, 2, 3], 0.5)]).toEqual([4, 1, 2]);
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([quantile(ten, 0.5), quantile(ten, 0.9), quantile([...ten, 11], 0.9)]).toEqual([5, 9, 10]);
  });
});
