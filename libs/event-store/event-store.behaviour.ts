import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_PREVIOUS, NO_STREAM, WrongExpectedRevision, chainHash, uuidv5, type EventStore, type SealedEvent, type StreamName } from '#event-sourcing';

const NAMESPACE = '00000000-0000-5000-8000-000000000000';

/** A stream's name for a spec. */
export function streamNamed(category: string, name: string): StreamName {
  return `${category}-${uuidv5(NAMESPACE, name)}`;
}

/** Events that follow a revision, chained from `prev`; `salt` makes others of the same place. */
export function sealedEvents(stream: StreamName, after: number, count: number, salt = ''): SealedEvent[] {
  let prev = NO_PREVIOUS;
  return Array.from({ length: count }, (_, index) => {
    const revision = after + 1 + index;
    const unhashed = {
      id: uuidv5(NAMESPACE, `${stream} ${String(revision)} ${salt}`),
      type: 'Happened',
      schemaVersion: 1,
      stream,
      revision,
      at: '2026-11-24T09:41:00.000Z',
      data: JSON.stringify({ text: `é€𝄞 ${salt}`, revision }),
      metadata: JSON.stringify({ account: 'a', actor: 'b', commandId: 'c', prev, visibility: 'client' }),
    };
    prev = chainHash(prev, unhashed);
    return { ...unhashed, hash: prev, account: 'a', visibility: 'client' };
  });
}

/** What any log must do, whatever keeps it. */
export function eventStoreBehaviour(name: string, make: () => Promise<{ store: EventStore; tidy: () => Promise<void> }>): void {
  describe(`${name} as an event store`, () => {
    let store: EventStore;
    let tidy: () => Promise<void>;
    const stream = streamNamed('project', 'one');
    const other = streamNamed('account', 'two');

    beforeEach(async () => {
      ({ store, tidy } = await make());
    });
    afterEach(async () => {
      await store.close();
      await tidy();
    });

    it('is empty at first', async () => {
      expect(await store.readStream(stream)).toEqual([]);
      expect(await store.readLast(stream)).toBeUndefined();
      expect(await store.readAll(0n, { limit: 10 })).toEqual([]);
      expect(await store.head()).toBe(0n);
    });

    it('gives back exactly what was appended, with positions that rise', async () => {
      const events = sealedEvents(stream, NO_STREAM, 3);
      const positions = await store.append(stream, NO_STREAM, events);
      expect(positions).toHaveLength(3);
      expect([...positions].sort((a, b) => Number(a - b))).toEqual(positions);
      expect(await store.readStream(stream)).toEqual(events.map((event, index) => ({ ...event, position: positions[index] })));
      expect((await store.readLast(stream))?.revision).toBe(2);
      expect(await store.head()).toBe(positions[2]);
    });

    it.each([
      ['no stream where there is one', NO_STREAM],
      ['a revision that is past', 0],
      ['a revision that is not there yet', 5],
    ])('refuses %s and writes nothing', async (_, expected) => {
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 2));
      const refused = store.append(stream, expected, sealedEvents(stream, expected, 2, 'other'));
      await expect(refused).rejects.toThrow(WrongExpectedRevision);
      await expect(refused).rejects.toMatchObject({ stream, expected, actual: 1 });
      expect(await store.readStream(stream)).toHaveLength(2);
    });

    it('refuses a revision of a stream that is not there', async () => {
      await expect(store.append(stream, 0, sealedEvents(stream, 0, 1))).rejects.toMatchObject({ actual: NO_STREAM });
    });

    it('answers the same events sent again with the positions that they have', async () => {
      const events = sealedEvents(stream, NO_STREAM, 2);
      const positions = await store.append(stream, NO_STREAM, events);
      await store.append(stream, 1, sealedEvents(stream, 1, 1));
      expect(await store.append(stream, NO_STREAM, events)).toEqual(positions);
      expect(await store.readStream(stream)).toHaveLength(3);
    });

    it('refuses events of which only the first are there', async () => {
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
      await expect(store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 2))).rejects.toThrow(WrongExpectedRevision);
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('lets one of many at the same revision win', async () => {
      const tries = Array.from({ length: 8 }, (_, index) => store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1, String(index))));
      const settled = await Promise.allSettled(tries);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('takes appends that follow each other before the first is answered', async () => {
      const events = sealedEvents(stream, NO_STREAM, 3);
      const answers = await Promise.all(events.map((event, index) => store.append(stream, index - 1, [event])));
      expect(answers.flat()).toEqual([...answers.flat()].sort((a, b) => Number(a - b)));
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    });

    it('reads a part of a stream', async () => {
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 5));
      const part = await store.readStream(stream, { from: 1, limit: 2 });
      expect(part.map(({ revision }) => revision)).toEqual([1, 2]);
      expect(await store.readStream(stream, { from: 9 })).toEqual([]);
    });

    it('reads the log in the order of its positions, after a position, to a limit', async () => {
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 2));
      await store.append(other, NO_STREAM, sealedEvents(other, NO_STREAM, 2));
      await store.append(stream, 1, sealedEvents(stream, 1, 1));
      const all = await store.readAll(0n, { limit: 10 });
      expect(all.map((event) => event.stream)).toEqual([stream, stream, other, other, stream]);
      const after = all[1]?.position ?? 0n;
      expect(await store.readAll(after, { limit: 2 })).toEqual(all.slice(2, 4));
      expect(await store.readAll(all[4]?.position ?? 0n, { limit: 2 })).toEqual([]);
    });

    it('reads only the categories that are asked for', async () => {
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 2));
      await store.append(other, NO_STREAM, sealedEvents(other, NO_STREAM, 1));
      const accounts = await store.readAll(0n, { categories: ['account'], limit: 10 });
      expect(accounts.map((event) => event.stream)).toEqual([other]);
      expect(await store.readAll(0n, { categories: ['file'], limit: 10 })).toEqual([]);
    });

    it('keeps an event of a megabyte', async () => {
      const [event] = sealedEvents(stream, NO_STREAM, 1);
      const long = { ...(event as SealedEvent), data: JSON.stringify('€'.repeat(350_000)) };
      await store.append(stream, NO_STREAM, [long]);
      expect((await store.readLast(stream))?.data).toBe(long.data);
    });

    it('calls back after a commit, until told to stop', async () => {
      let calls = 0;
      const stop = store.onAppended(() => (calls += 1));
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
      expect(calls).toBe(1);
      stop();
      await store.append(stream, 0, sealedEvents(stream, 0, 1));
      expect(calls).toBe(1);
    });
  });
}
