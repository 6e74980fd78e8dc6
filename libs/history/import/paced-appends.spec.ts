import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { NO_PREVIOUS } from '#event-sourcing';
import { MemoryEventStore } from '#event-store';
import { PacedAppends } from './paced-appends.js';

const STREAM = 'project-00000000-0000-4000-8000-000000000001';

function appendOf(revision: number, data: string) {
  const metadata = JSON.stringify({ prev: NO_PREVIOUS });
  const texts = { id: 'i', type: 't', at: 'a', data, metadata, hash: NO_PREVIOUS };
  const event = { ...texts, schemaVersion: 1, stream: STREAM, revision, account: undefined } as const;
  return { stream: STREAM, expectedRevision: revision - 1, events: [{ ...event, visibility: 'client' }] } as const;
}

describe('an import', () => {
  it('lets no long events gather in memory, however few they are', async () => {
    const store = new MemoryEventStore();
    const appends = new PacedAppends(store, { isServed: () => false });
    appends.add(appendOf(0, ' '.repeat(2 ** 22)));
    appends.add(appendOf(1, ''));
    await appends.flushFull();
    await setImmediate();
    expect(await store.head()).toBe(1n);
    await appends.flush();
    expect(await store.head()).toBe(2n);
  });
});

describe('an import beside a portal', () => {
  it('waits while views drift, and goes on when they have come closer', async () => {
    const store = new MemoryEventStore();
    // A second goes by with each look. The view is far behind and moves slowly; at the tenth look it is there.
    let looks = 0;
    const viewPositions = async () => {
      looks += 1;
      return new Map([['timeline', looks < 10 ? BigInt(looks - 100_000) : 0n]]);
    };
    const appends = new PacedAppends(store, { isServed: () => true, viewPositions }, () => looks * 1_000);
    const append = (revision: number) => {
      appends.add(appendOf(revision, '{}'));
      return appends.flush();
    };
    for (let revision = 0; revision <= 5; revision += 1) await append(revision);
    expect(looks).toBe(6);
    await append(6);
    expect(looks).toBe(10);
    await append(7);
    expect([looks, await store.head()]).toEqual([11, 8n]);
  });
});
