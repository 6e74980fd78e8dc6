import { describe, expect, it } from '@jest/globals';
import { NO_PREVIOUS } from '#event-sourcing';
import { MemoryEventStore } from '#event-store';
import { PacedAppends } from './paced-appends.js';

const STREAM = 'project-00000000-0000-4000-8000-000000000001';

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
      const metadata = JSON.stringify({ prev: NO_PREVIOUS });
      const texts = { id: 'i', type: 't', at: 'a', data: '{}', metadata, hash: NO_PREVIOUS };
      const event = { ...texts, schemaVersion: 1, stream: STREAM, revision, account: undefined } as const;
      appends.add({ stream: STREAM, expectedRevision: revision - 1, events: [{ ...event, visibility: 'client' }] });
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
