import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entries } from './boards.harness.js';
import type { Lane } from './lane.js';
import { Running, ring } from './running.harness.js';
import { Scan, type ScanContext } from './scan.js';

const VIEWS = [1, 2, 3, 4].map((number) => ({ ...entries, name: `entries-${String(number)}` }));
const NAMES = VIEWS.map(({ name }) => name);
const ROUNDS = 25;

describe('scans of the log', () => {
  let running: Running;

  beforeEach(() => {
    running = new Running();
  });
  afterEach(() => running.close());

  it('lose no view when they meet, wherever each was left', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const view of VIEWS) {
        const runner = await running.start({ projections: [view] });
        await runner.waitFor(running.log.add(ring, ring), [view.name], 10_000);
        await runner.stop();
      }
      running.log.add(ring);
      const runner = await running.start({ projections: VIEWS });
      await runner.waitFor(await running.log.head(), NAMES, 10_000);
      const position = running.log.add(ring);
      expect(await runner.waitFor(position, NAMES, 10_000)).toEqual({ position, stale: false });
      await runner.stop();
    }
  }, 180_000);

  it('join none whose own lanes have just gone to another', () => {
    const [one, other] = [laneAtStart(), laneAtStart()].map((lane) => new Scan({} as ScanContext, [lane]));
    expect([one?.isOpen, other?.isOpen]).toEqual([true, true]);
    expect(one && other?.moveTo(one)).toBe(true);
    expect([one?.isOpen, other?.isOpen]).toEqual([true, false]);
  });
});

function laneAtStart(): Lane {
  return { position: 0n } as Lane;
}
