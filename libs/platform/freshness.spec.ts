import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '#event-store';
import type { Lag } from '#read-models';
import { Freshness } from './freshness.js';
import { ViewProgress } from './view-progress.js';

class Behind extends ViewProgress {
  constructor(
    private readonly seconds: number,
    private readonly events: number,
  ) {
    super();
  }

  override waitFor(position: bigint) {
    return Promise.resolve({ position, stale: false });
  }

  override edition(): object {
    return this;
  }

  override lags(): Lag[] {
    const inTime = { view: 'people', position: 9n, events: 0, seconds: 0 };
    return [inTime, { view: 'timeline', position: 1n, events: this.events, seconds: this.seconds }];
  }
}

const freshness = (seconds: number, events: number) =>
  new Freshness(new Behind(seconds, events), new MemoryEventStore());

describe('commands', () => {
  it('are refused for a while when a view is both long and far behind', () => {
    expect(() => {
      freshness(5.1, 20_001).refuseWhenBehind();
    }).toThrow(expect.objectContaining({ status: 503, code: 'too-busy', extras: { retryAfterSeconds: 5 } }));
  });

  it.each([
    [60, 20_000],
    [5, 1_000_000],
    [0, 0],
  ])('are taken when a view is %d s and %d events behind', (seconds, events) => {
    expect(() => {
      freshness(seconds, events).refuseWhenBehind();
    }).not.toThrow();
  });
});
