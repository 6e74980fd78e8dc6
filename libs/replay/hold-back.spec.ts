import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HoldBack } from './hold-back.js';

/** Longer than any pause of the machine; a look comes every 50 ms. */
const PATIENCE_MS = 20_000;

describe('rebuilds', () => {
  const load = { waiting: 0, lag: 0 };
  const rebuilds = {
    isAnyReading: true,
    told: [] as boolean[],
    holdBack: (yes: boolean) => void rebuilds.told.push(yes),
  };
  const holdBack = new HoldBack({ waiting: () => load.waiting, lag: () => load.lag }, rebuilds);

  afterEach(() => {
    holdBack.stop();
  });

  async function until(told: boolean): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (rebuilds.told.at(-1) !== told) {
      if (performance.now() > end) throw new Error(`They were never told ${String(told)}.`);
      await sleep(10);
    }
  }

  it('are held back while commands wait or views fall behind, and let go when it is calm', async () => {
    load.waiting = 1;
    await until(true);
    load.waiting = 0;
    await until(false);
    load.lag = 2;
    await until(true);
    load.lag = 0;
    await until(false);
    rebuilds.isAnyReading = false;
    // What was under way when the last one ended.
    await sleep(100);
    rebuilds.told.length = 0;
    load.waiting = 1;
    await sleep(200);
    expect(rebuilds.told).toEqual([]);
  });
});
