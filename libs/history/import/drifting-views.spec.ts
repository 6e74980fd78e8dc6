import { describe, expect, it } from '@jest/globals';
import { DriftingViews } from './drifting-views.js';

const SECOND = 1_000;

/** Looks once a second at a view that reads so many events in each, until a log of 100,000 that was there at once is read. */
function seconds(eventsPerSecond: number): boolean[] {
  const views = new DriftingViews();
  return Array.from({ length: 60 }, (_, second) => {
    const read = Math.min(100_000, second * eventsPerSecond);
    return views.look(100_000n, new Map([['timeline', BigInt(read)]]), second * SECOND);
  });
}

describe('views drift', () => {
  it('when they are both too many events and too long behind, until they are not', () => {
    const isDrifting = seconds(2_000);
    expect(isDrifting.slice(0, 6)).not.toContain(true);
    expect(isDrifting.slice(6, 40)).not.toContain(false);
    expect(isDrifting.slice(40)).not.toContain(true);
  });

  it('never when they catch up within seconds', () => {
    expect(seconds(20_000)).not.toContain(true);
  });

  it('never when nobody moves them', () => {
    expect(seconds(0)).not.toContain(true);
  });

  it('whichever it is among several', () => {
    const views = new DriftingViews();
    const look = (second: number, slow: bigint) =>
      views.look(
        100_000n,
        new Map([
          ['projects', 100_000n],
          ['projects-before', 3n],
          ['timeline', slow],
        ]),
        second * SECOND,
      );
    expect([look(0, 10n), look(3, 20n), look(6, 30n), look(7, 99_999n)]).toEqual([false, false, true, false]);
  });
});
