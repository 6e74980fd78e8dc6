import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#event-sourcing';
import { EVERYTHING, NOTHING } from './condition.js';
import { ITEMS, drop, flush, put, type Item } from './items.harness.js';
import { describePaging } from './paging.behaviour.js';
import type { ReadModel } from './read-model.js';
import { Fenced, type ReadModelStore } from './read-model-store.js';

const event = (position: bigint): StoredEvent => ({
  id: `event-${String(position)}`,
  type: 'Happened',
  schemaVersion: 1,
  stream: 'item-1',
  revision: 0,
  at: '2026-01-01T00:00:00.000Z',
  data: '{}',
  metadata: '{}',
  hash: '',
  account: undefined,
  visibility: 'client',
  position,
});

/** What every store of read models does; `open` gives an empty one, `reopen` the same one as another process sees it. */
export function describeReadModels(
  name: string,
  open: () => Promise<ReadModelStore>,
  reopen: () => Promise<ReadModelStore>,
): void {
  describe(`${name} as a store of read models`, () => {
    let store: ReadModelStore;
    let items: ReadModel<Item>;

    beforeEach(async () => {
      store = await open();
      items = store.view<Item>(ITEMS);
    });
    afterEach(() => store.close());

    async function fill(...docs: readonly Item[]): Promise<void> {
      const writer = await store.takeOver(ITEMS);
      await writer.flush(
        flush(
          writer.position,
          writer.position + 1n,
          docs.map((doc) => put(writer.position + 1n, doc)),
        ),
      );
    }

    it('holds nothing before anybody writes', async () => {
      expect(await items.get('a')).toBeUndefined();
      expect(await items.find({ where: EVERYTHING, limit: 10 })).toEqual({ items: [] });
      expect(await items.count(EVERYTHING)).toBe(0);
      const writer = await store.takeOver(ITEMS);
      expect([writer.position, writer.isEmpty, await writer.parked()]).toEqual([0n, true, []]);
    });

    it('gives documents back as they were written', async () => {
      const doc = { _id: 'é\u0000😀', account: 'a', at: null, text: 'x\u0000 \ud800 ﷐' };
      await fill(doc, { _id: 'b', account: 'a' });
      expect(await items.get(doc._id)).toEqual(doc);
      expect(await items.getMany(['b', 'none', doc._id, 'b'])).toEqual([
        { _id: 'b', account: 'a' },
        doc,
        { _id: 'b', account: 'a' },
      ]);
      expect(await items.getMany([])).toEqual([]);
      await expect(items.get(undefined as never)).rejects.toThrow(TypeError);
      await expect(items.getMany(['b', undefined as never])).rejects.toThrow(TypeError);
    });

    it('gives a thousand documents back at once', async () => {
      const docs = Array.from({ length: 1200 }, (_, number) => ({ _id: `d${String(number)}` }));
      await fill(...docs);
      expect(await items.getMany(docs.map(({ _id }) => _id))).toEqual(docs);
    });

    it('replaces documents, deletes them and lets them come back, with their positions', async () => {
      const writer = await store.takeOver(ITEMS);
      await writer.flush(flush(0n, 2n, [put(1n, { _id: 'a', account: 'x' }), put(2n, { _id: 'b' })]));
      await writer.flush(flush(2n, 2n ** 60n, [put(3n, { _id: 'a', account: 'y' }), drop(2n ** 60n, 'b')]));
      expect(await writer.load(['a', 'b', 'c'])).toEqual(
        new Map([
          ['a', { doc: { _id: 'a', account: 'y' }, position: 3n }],
          ['b', { doc: undefined, position: 2n ** 60n }],
        ]),
      );
      expect([
        await items.count({ account: 'x' }),
        await items.count({ account: 'y' }),
        await items.count(EVERYTHING),
      ]).toEqual([0, 1, 1]);
      await writer.flush(flush(2n ** 60n, 2n ** 60n + 1n, [put(2n ** 60n + 1n, { _id: 'b', account: 'x' })]));
      expect(await writer.load(['b'])).toEqual(
        new Map([['b', { doc: { _id: 'b', account: 'x' }, position: 2n ** 60n + 1n }]]),
      );
    });

    it('resumes where the last flush was, in another process too', async () => {
      const writer = await store.takeOver(ITEMS);
      await writer.flush(flush(0n, 7n, [put(5n, { _id: 'a', at: 1 })]));
      const other = await reopen();
      expect(await other.view(ITEMS).get('a')).toEqual({ _id: 'a', at: 1 });
      const next = await other.takeOver(ITEMS);
      expect([next.position, next.isEmpty]).toEqual([7n, false]);
      await other.close();
    });

    it('fences whoever wrote before', async () => {
      const [older, other] = [await store.takeOver(ITEMS), await reopen()];
      const newer = await other.takeOver(ITEMS);
      await expect(older.flush(flush(0n, 1n, [put(1n, { _id: 'a' })]))).rejects.toThrow(Fenced);
      await expect(older.flush(flush(0n, 0n, []))).rejects.toThrow(Fenced);
      await newer.flush(flush(0n, 2n, [put(2n, { _id: 'b' })]));
      expect((await items.find({ where: EVERYTHING, limit: 10 })).items).toEqual([{ _id: 'b' }]);
      expect((await other.takeOver(ITEMS)).position).toBe(2n);
      await other.close();
    });

    it('refuses a flush from elsewhere than the last', async () => {
      const writer = await store.takeOver(ITEMS);
      await writer.flush(flush(0n, 5n, []));
      await expect(writer.flush(flush(0n, 6n, [put(6n, { _id: 'a' })]))).rejects.toThrow(Fenced);
      expect(await items.get('a')).toBeUndefined();
    });

    it('keeps parked events in order, and takes them out by key', async () => {
      const writer = await store.takeOver(ITEMS);
      const parked = [
        { scope: 'document', key: 'a', cause: 'failed', reason: 'It is broken: \u0000.', event: event(3n) },
        { scope: 'stream', key: 'item-1', cause: 'future-version', reason: 'Unreadable.', event: event(2n) },
        { scope: 'document', key: 'a', cause: 'waits', reason: 'Waits.', event: event(11n) },
      ] as const;
      await writer.flush(flush(0n, 11n, [], { parked }));
      expect(await writer.parked()).toEqual([parked[1], parked[0], parked[2]]);
      const again = { ...parked[0], reason: 'Still broken.' };
      await writer.flush(flush(11n, 11n, [], { parked: [again], released: [{ scope: 'document', key: 'a' }] }));
      const other = await reopen();
      expect(await (await other.takeOver(ITEMS)).parked()).toEqual([parked[1], again]);
      await other.close();
    });

    it('counts by the values of a field', async () => {
      await fill(
        { _id: '1', account: 'a', at: 'y' },
        { _id: '2', account: 'a', at: 'x' },
        { _id: '3', account: 'a', at: 'y' },
        { _id: '4', account: 'a' },
        { _id: '5', account: 'a', at: null },
        { _id: '6', account: 'a', at: true },
        { _id: '7', account: 'a', at: 3 },
        { _id: '8', account: 'a', at: ['x'] },
        { _id: '9', account: 'b', at: 'x' },
      );
      expect(await items.countBy('at', { account: 'a' })).toEqual([
        { value: null, count: 2 },
        { value: 3, count: 1 },
        { value: 'x', count: 1 },
        { value: 'y', count: 2 },
        { value: true, count: 1 },
      ]);
      expect(await items.countBy('at', NOTHING)).toEqual([]);
      await expect(items.countBy('text', EVERYTHING)).rejects.toThrow(TypeError);
    });

    it('dumps every document in order of id', async () => {
      const docs = Array.from({ length: 1234 }, (_, number) => ({ _id: String(number).padStart(5, '0') }));
      await fill(...docs);
      const dumped: Item[] = [];
      for await (const item of items.dump()) dumped.push(item);
      expect(dumped).toEqual(docs);
    });

    it('keeps versions of a view apart', async () => {
      await fill({ _id: 'a' });
      expect(await store.view({ ...ITEMS, version: 2 }).get('a')).toBeUndefined();
    });
  });
  describePaging(name, open);
}
