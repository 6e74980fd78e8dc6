import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVERYTHING } from './condition.js';
import { ITEMS, drop, flush, put, type Item } from './items.harness.js';
import { BadCursor, type FindQuery, type ReadModel, type Sort } from './read-model.js';
import type { ReadModelStore } from './read-model-store.js';

/** How every store of read models sorts and pages; a part of `read-models.behaviour.ts`. */
export function describePaging(name: string, open: () => Promise<ReadModelStore>): void {
  describe(`${name} as a store to page through`, () => {
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
          0n,
          1n,
          docs.map((doc) => put(1n, doc)),
        ),
      );
    }

    it('pages through every order, neither repeating nor losing a document', async () => {
      const anyField = fc.constantFrom(
        undefined,
        null,
        true,
        false,
        0,
        -1,
        1.5,
        '',
        'a',
        'b',
        'é',
        'b\u0000',
        ['a'],
        {},
      );
      const anyItem = fc.record(
        { account: fc.constantFrom('a', 'b'), at: anyField, rank: anyField },
        { requiredKeys: ['account'] },
      );
      const anySort = fc
        .uniqueArray(fc.tuple(fc.constantFrom('at', 'rank', '_id'), fc.constantFrom('asc', 'desc')), {
          selector: ([field]) => field,
          maxLength: 3,
        })
        .map((sort) => sort as Sort);
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyItem, { maxLength: 25 }),
          anySort,
          fc.integer({ min: 1, max: 7 }),
          async (some, sort, limit) => {
            const fresh = await open();
            const view = fresh.view<Item>(ITEMS);
            const docs = some.map((item, number) => ({ ...item, _id: `d${String(number)}` }));
            const writer = await fresh.takeOver(ITEMS);
            await writer.flush(
              flush(
                0n,
                1n,
                docs.map((doc) => put(1n, doc)),
              ),
            );
            const paged: Item[] = [];
            let after: string | undefined;
            do {
              const page: { items: readonly Item[]; next?: string } = await view.find({
                where: { account: 'a' },
                sort,
                limit,
                after,
              });
              expect(page.items.length).toBeLessThanOrEqual(limit);
              expect(page.next === undefined || page.items.length === limit).toBe(true);
              paged.push(...page.items);
              after = page.next;
            } while (after !== undefined);
            const whole = await view.find({ where: { account: 'a' }, sort, limit: 100 });
            expect(paged).toEqual(whole.items);
            expect(paged.map(({ _id }) => _id).sort()).toEqual(
              docs
                .filter(({ account }) => account === 'a')
                .map(({ _id }) => _id)
                .sort(),
            );
            await fresh.close();
          },
        ),
        { numRuns: 60 },
      );
    }, 60_000);

    it('sorts null and absent first, then numbers, texts and booleans; ties by id', async () => {
      await fill(
        ...[true, 'b', 2, null, 'a', -1, undefined, false, 'a'].map((at, number) => ({
          _id: String(number),
          account: 'a',
          at,
        })),
      );
      const ids = async (sort: Sort): Promise<string> =>
        (await items.find({ where: { account: 'a' }, sort, limit: 20 })).items.map(({ _id }) => _id).join('');
      expect(await ids([['at', 'asc']])).toBe('365248170');
      expect(await ids([['at', 'desc']])).toBe('071842563');
    });

    it('starts a list at a value', async () => {
      await fill(...['x', 'y', 'y', 'z'].map((at, number) => ({ _id: String(number), account: 'a', at })));
      const ids = async (query: Partial<FindQuery>): Promise<string> =>
        (await items.find({ where: { account: 'a' }, limit: 20, ...query })).items.map(({ _id }) => _id).join('');
      expect(await ids({ sort: [['at', 'asc']], from: 'y' })).toBe('123');
      expect(await ids({ sort: [['at', 'desc']], from: 'y' })).toBe('210');
      expect(await ids({ sort: [['at', 'desc']], from: 'yy' })).toBe('210');
      const { next = '' } = await items.find({ where: { account: 'a' }, sort: [['at', 'desc']], from: 'y', limit: 1 });
      expect(await ids({ sort: [['at', 'desc']], from: 'y', after: next })).toBe('10');
    });

    it('goes on where a page ended although documents come and go', async () => {
      await fill(...['b', 'd', 'f'].map((_id) => ({ _id, account: 'a', at: 1 })));
      const query = { where: { account: 'a' }, sort: [['at', 'asc']], limit: 2 } as const;
      const { next = '' } = await items.find(query);
      const writer = await store.takeOver(ITEMS);
      const at = { account: 'a', at: 1 };
      await writer.flush(flush(1n, 2n, [drop(2n, 'd'), put(2n, { _id: 'a', ...at }), put(2n, { _id: 'e', ...at })]));
      expect((await items.find({ ...query, after: next })).items.map(({ _id }) => _id)).toEqual(['e', 'f']);
    });

    it('refuses a cursor that the list did not give out', async () => {
      await fill(...['b', 'd', 'f'].map((_id) => ({ _id, account: 'a', at: 1 })));
      const query: FindQuery = { where: { account: 'a' }, sort: [['at', 'asc']], limit: 1 };
      const { next = '' } = await items.find(query);
      const foreign = (await items.find({ ...query, sort: [['at', 'desc']] })).next ?? '';
      const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const bad = [
        '',
        'x',
        '\u0000',
        next.slice(0, -8),
        foreign,
        json(null),
        json({}),
        json(['at asc, _id asc']),
        json(['at asc, _id asc', [], 'b']),
      ];
      for (const after of [
        ...bad,
        json(['at asc, _id asc', { blob: 9 }, 'b']),
        json(['at asc, _id asc', 1, 'b', 'c']),
      ]) {
        await expect(items.find({ ...query, after })).rejects.toThrow(BadCursor);
      }
      await fc.assert(
        fc.asyncProperty(fc.string(), async (after) => {
          await expect(items.find({ ...query, after })).rejects.toThrow(BadCursor);
        }),
      );
    });

    it('refuses sorts and limits that make no sense', async () => {
      const where = EVERYTHING;
      await expect(items.find({ where, sort: [['text', 'asc']], limit: 1 })).rejects.toThrow(TypeError);
      await expect(items.find({ where, sort: [['at', 'up' as never]], limit: 1 })).rejects.toThrow(TypeError);
      for (const limit of [0, -1, 1.5, Number.NaN, undefined as never])
        await expect(items.find({ where, limit })).rejects.toThrow(TypeError);
    });
  });
}
