import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  NO_PREVIOUS,
  NO_STREAM,
  WrongExpectedRevision,
  canonicalJson,
  chainHash,
  uuidv5,
  type EventStore,
  type SealedEvent,
  type StreamName,
} from '#event-sourcing';

const NAMESPACE = '00000000-0000-5000-8000-000000000000';

/** A stream's name for a spec. */
export function streamNamed(category: string, name: string): StreamName {
  return `${category}-${uuidv5(NAMESPACE, name)}`;
}

const AT = '2026-11-24T09:41:00.000Z';
const SHARED = { account: 'a', visibility: 'client' } as const;

/** Events that follow revision `after` of a stream that was made by this function; `salt` makes others of the same place. */
export function sealedEvents(stream: StreamName, after: number, count: number, salt = ''): SealedEvent[] {
  let prev = NO_PREVIOUS;
  const chain = Array.from({ length: after + 1 + count }, (_, revision) => {
    const event = sealedEvent(stream, revision, prev, revision > after ? salt : '');
    prev = event.hash;
    return event;
  });
  return chain.slice(after + 1);
}

/** One event that names `prev` as the hash before it. */
export function sealedEvent(stream: StreamName, revision: number, prev: string, salt: string): SealedEvent {
  const unhashed = {
    id: uuidv5(NAMESPACE, `${stream} ${revision} ${salt}`),
    type: 'Happened',
    schemaVersion: 1,
    stream,
    revision,
    at: AT,
    data: canonicalJson({ revision, text: `é€𝄞\u2028\u0001 ${salt}` }),
    metadata: canonicalJson({ ...SHARED, actor: 'b', commandId: 'c', prev }),
  };
  return { ...unhashed, hash: chainHash(prev, unhashed), ...SHARED };
}

/** What any log must do, whatever keeps it. */
export function eventStoreBehaviour(
  name: string,
  make: () => Promise<{ store: EventStore; tidy: () => Promise<void> }>,
): void {
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
      expect(await store.readStream(stream)).toEqual(
        events.map((event, index) => ({ ...event, position: positions[index] })),
      );
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
      await expect(store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 2))).rejects.toThrow(
        WrongExpectedRevision,
      );
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('lets one of many at the same revision win', async () => {
      const tries = Array.from({ length: 8 }, (_, index) =>
        store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1, String(index))),
      );
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

    it('answers what is sent twice in the same moment twice with the same positions', async () => {
      const events = sealedEvents(stream, NO_STREAM, 2);
      const [first, second] = await Promise.all([
        store.append(stream, NO_STREAM, events),
        store.append(stream, NO_STREAM, events),
      ]);
      expect(second).toEqual(first);
      expect(await store.readStream(stream)).toHaveLength(2);
    });

    it('refuses other events under ids that are there', async () => {
      const [event] = sealedEvents(stream, NO_STREAM, 1);
      const [other] = sealedEvents(stream, NO_STREAM, 1, 'other');
      await store.append(stream, NO_STREAM, [event!]);
      const refused = store.append(stream, NO_STREAM, [{ ...other!, id: event!.id }]);
      await expect(refused).rejects.toThrow(WrongExpectedRevision);
    });

    it('refuses revisions with a gap', async () => {
      const [first, , third] = sealedEvents(stream, NO_STREAM, 3);
      await expect(store.append(stream, NO_STREAM, [first!, third!])).rejects.toThrow(WrongExpectedRevision);
      expect(await store.readStream(stream)).toEqual([]);
    });

    it('refuses events that were built on others than those that are there', async () => {
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1, 'another'));
      await expect(store.append(stream, 0, sealedEvents(stream, 0, 1))).rejects.toThrow('do not follow');
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('refuses what follows an append that was refused', async () => {
      const [first, second] = sealedEvents(stream, NO_STREAM, 2, 'mine');
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
      const settled = await Promise.allSettled([
        store.append(stream, NO_STREAM, [first!]),
        store.append(stream, 0, [second!]),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('takes no events as nothing to do, at the right revision only', async () => {
      expect(await store.append(stream, NO_STREAM, [])).toEqual([]);
      await expect(store.append(stream, 3, [])).rejects.toThrow(WrongExpectedRevision);
      expect(await store.head()).toBe(0n);
    });

    it('keeps other streams of the same moment when one is refused', async () => {
      const settled = await Promise.allSettled([
        store.append(stream, 7, sealedEvents(stream, 7, 1)),
        store.append(other, NO_STREAM, sealedEvents(other, NO_STREAM, 1)),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect((await store.readAll(0n, { limit: 10 })).map((event) => event.stream)).toEqual([other]);
    });

    it('appends thousands of events at once', async () => {
      const events = sealedEvents(stream, NO_STREAM, 5_000);
      const positions = await store.append(stream, NO_STREAM, events);
      expect(positions).toHaveLength(5_000);
      const page = await store.readAll(positions[4_989] ?? 0n, { limit: 100 });
      expect(page.map((event) => event.id)).toEqual(events.slice(4_990).map((event) => event.id));
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
      expect(await store.readAll(0n, { categories: ['account', 'project'], limit: 2 })).toHaveLength(2);
      expect(await store.readAll(0n, { categories: ['proj'], limit: 10 })).toEqual([]);
    });

    it('keeps an event of a megabyte', async () => {
      const [event] = sealedEvents(stream, NO_STREAM, 1);
      const long = { ...event!, data: canonicalJson('€'.repeat(350_000)) };
      await store.append(stream, NO_STREAM, [long]);
      expect((await store.readLast(stream))?.data).toBe(long.data);
    });

    it('lets a listener find what it was called for', async () => {
      const found = new Promise((resolve) => {
        store.onAppended(() => {
          void store.head().then(resolve);
        });
      });
      await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
      expect(await found).toBe(await store.head());
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
