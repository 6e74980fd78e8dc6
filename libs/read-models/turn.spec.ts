import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { giveTurn, isTurnOver } from './turn.js';

function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** As often as it takes for the clock to be looked at. */
function isOver(): boolean {
  return Array.from({ length: 8 }, isTurnOver).includes(true);
}

describe('a turn of work', () => {
  it('is over after some milliseconds of it, and others go on before the next', async () => {
    await nextTurn();
    expect(isOver()).toBe(false);
    work(6);
    expect(isOver()).toBe(true);
    let others = 0;
    setImmediate(() => (others += 1));
    await giveTurn();
    expect(others).toBe(1);
    expect(isOver()).toBe(false);
  });

  it('has not begun while only others worked', async () => {
    await nextTurn();
    work(20);
    expect(isOver()).toBe(false);
    await nextTurn();
    work(20);
    expect(isOver()).toBe(false);
  });
});
