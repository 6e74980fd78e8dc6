import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DemoClock } from './demo-clock.js';

const now = fc.date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

describe('the time of the demo', () => {
  it('counts working days', () => {
    const monday = new DemoClock(new Date('2026-11-23T07:00:00.000Z'));
    expect([0, 1, 5, 6].map((days) => monday.day(days))).toEqual([
      '2026-11-23',
      '2026-11-20',
      '2026-11-16',
      '2026-11-13',
    ]);
    const sunday = new DemoClock(new Date('2026-11-29T12:00:00.000Z'));
    expect([0, 1].map((days) => sunday.day(days))).toEqual(['2026-11-27', '2026-11-26']);
  });

  it('goes on, never over a weekend and never beyond now', () => {
    fc.assert(
      fc.property(now, (today) => {
        const clock = new DemoClock(today);
        const times = Array.from({ length: 130 }, (_, index) => clock.at(130 - index, index % 2 ? '17:40' : '09:05'));
        expect(times).toEqual(times.toSorted());
        expect(times.every((time) => ![0, 6].includes(new Date(time).getUTCDay()))).toBe(true);
        expect(clock.at(0, '23:59') <= today.toISOString()).toBe(true);
      }),
    );
  });
});
