import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Bell } from './bell.js';

describe('a bell', () => {
  it('wakes who waits for it, and is heard once', async () => {
    const bell = new Bell();
    const heard = bell.heard(10_000);
    bell.ring();
    expect(await heard).toBeLessThan(1_000);
    expect(await bell.heard(1)).toBe(0);
  });

  it('that was rung when nobody waited is heard by the next, who is told how long ago that was first', async () => {
    const bell = new Bell();
    bell.ring();
    await sleep(30);
    bell.ring();
    // A timer may be a millisecond early.
    expect(await bell.heard(10_000)).toBeGreaterThanOrEqual(29);
  });

  it('is not heard for what is seen to already', async () => {
    const bell = new Bell();
    bell.ring();
    bell.silence();
    expect(await bell.heard(1)).toBe(0);
    bell.ring();
    expect(await bell.heard(10_000)).toBeLessThan(1_000);
  });
});
