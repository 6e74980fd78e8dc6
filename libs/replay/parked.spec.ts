import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#event-sourcing';
import type { ParkedEvent } from '#read-models';
import { causesAmong } from './parked.js';

function parked(id: string, cause: ParkedEvent['cause'], key: string, scope: ParkedEvent['scope'] = 'document') {
  return { scope, key, cause, reason: cause, event: { id } as StoredEvent };
}

describe('events in the way', () => {
  it('are told once, with all documents that they hold back and what waits behind them', () => {
    const [first, second, ...others] = causesAmong([
      parked('a', 'wrong-account', 'one'),
      parked('a', 'wrong-account', 'two'),
      parked('b', 'waits', 'one'),
      parked('b', 'waits', 'two'),
      parked('c', 'waits', 'two'),
      parked('d', 'future-version', 'project-1', 'stream'),
      parked('e', 'waits', 'project-1', 'stream'),
    ]);
    expect(first).toMatchObject({ event: { id: 'a' }, documents: ['one', 'two'], waiting: 2 });
    expect(second).toMatchObject({ event: { id: 'd' }, cause: 'future-version', documents: [], waiting: 1 });
    expect(others).toEqual([]);
  });
});
