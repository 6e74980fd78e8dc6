import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVERYTHING, NOTHING, type Condition, type Scalar } from './condition.js';
import { matches } from './matches.js';
import type { ReadModel } from './read-model.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import type { ViewWriter } from './read-model-store.js';

const FIELDS = ['account', 'owner', 'assignees', 'visibility'] as const;

const anyScalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom<Scalar[]>(
    '',
    'a',
    'b',
    'A',
    'a\u0000b',
    'a\u0000',
    '\u0000',
    'é',
    'é',
    '😀',
    '\ud800',
    '\ufffd',
    '1',
    'true',
    'null',
    '[]',
  ),
  fc.constantFrom<Scalar[]>(0, -0, 1, 1.5, -1, 2 ** 53, 1e300, 5e-324),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const anyHeld = fc.oneof(
  { weight: 4, arbitrary: anyScalar },
  { weight: 2, arbitrary: fc.array(anyScalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown[]>(undefined, {}, { a: 'a' }, [[]], [['a'], 'b'], [{}, null]) },
);
const anyDocument = fc.record(Object.fromEntries(FIELDS.map((field) => [field, anyHeld])), { requiredKeys: [] });
const anyValue = fc.oneof(anyScalar, fc.record({ $in: fc.array(anyScalar, { maxLength: 5 }) }));
const anyFields = fc
  .record(Object.fromEntries(FIELDS.map((field) => [field, anyValue])), { requiredKeys: [] })
  .filter((fields) => Object.keys(fields).length > 0);
const { condition: anyCondition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyFields as fc.Arbitrary<Condition>,
    fc.record({ $and: fc.array(tie('condition'), { maxLength: 3 }) }) as fc.Arbitrary<Condition>,
    fc.record({ $or: fc.array(tie('condition'), { maxLength: 3 }) }) as fc.Arbitrary<Condition>,
  ),
}));

describe('a condition', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-conditions-'));
  let models: SqliteReadModels;
  let writer: ViewWriter;
  let view: ReadModel;
  let written = 0n;

  beforeAll(async () => {
    models = new SqliteReadModels(folder);
    const definition = { name: 'items', version: 1, indexes: [FIELDS] };
    view = models.view(definition);
    writer = await models.takeOver(definition);
  });
  afterAll(async () => {
    await models.close();
    rmSync(folder, { recursive: true });
  });

  /** Replaces the document `x`; what was stored of it before must not show. */
  async function store(document: object): Promise<object> {
    const doc = { _id: 'x', ...document };
    const from = written;
    written += 1n;
    await writer.flush({
      from,
      to: written,
      writes: [{ id: 'x', position: written, doc, text: JSON.stringify(doc) }],
      parked: [],
    });
    return JSON.parse(JSON.stringify(doc)) as object;
  }

  it('means the same to SQL as to `matches`', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyDocument,
        fc.array(anyCondition, { minLength: 1, maxLength: 8 }),
        async (document, conditions) => {
          const stored = await store(document);
          for (const condition of conditions)
            expect(await view.count(condition)).toBe(Number(matches(condition, stored)));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each<[string, Condition, object, boolean]>([
    ['an equal value', { account: 'a' }, { account: 'a' }, true],
    ['no text for a number', { account: 1 }, { account: '1' }, false],
    ['no number for a boolean', { account: true }, { account: 1 }, false],
    ['null for a field that is not there', { account: null }, {}, true],
    ['no absent field for a value', { account: 'a' }, {}, false],
    ['an element of an array', { account: 'b' }, { account: ['a', 'b'] }, true],
    ['null within an array', { account: null }, { account: ['a', null] }, true],
    ['no null for an empty array', { account: null }, { account: [] }, false],
    ['no object', { account: null }, { account: {} }, false],
    ['one of several', { account: { $in: ['a', null] } }, {}, true],
    ['none of none', { account: { $in: [] } }, { account: 'a' }, false],
    ['all fields', { account: 'a', owner: 'b' }, { account: 'a', owner: 'c' }, false],
    ['all of nothing', EVERYTHING, {}, true],
    ['any of nothing', NOTHING, {}, false],
    ['no inherited field', { constructor: null }, {}, true],
  ])('matches %s', (_, condition, document, expected) => {
    expect(matches(condition, document)).toBe(expected);
  });

  const refused: unknown[] = [
    undefined,
    null,
    'a',
    [],
    {},
    { account: undefined },
    { account: {} },
    { account: [] },
    { account: ['a'] },
    { account: Number.NaN },
    { account: Infinity },
    { account: 1n },
    { account: new Date() },
    { account: /a/ },
    { account: { $ne: 'a' } },
    { account: { $in: 'a' } },
    { account: { $in: [undefined] } },
    { account: { $in: [['a']] } },
    { account: { $in: ['a'], $ne: 'b' } },
    { account: { $in: ['a'], other: 'b' } },
    { $and: undefined },
    { $and: {} },
    { $and: [{}] },
    { $and: [undefined] },
    { $and: [], account: 'a' },
    { $or: [{ account: 'a' }, { account: undefined }] },
    { account: 'a', $or: [] },
    { $nor: [] },
    { $where: 'true' },
    new (class {
      account = 'a';
    })(),
  ];

  it.each(refused)('is refused: %p', async (condition) => {
    expect(() => matches(condition as Condition, {})).toThrow(TypeError);
    await expect(view.count(condition as Condition)).rejects.toThrow(TypeError);
    await expect(view.find({ where: condition as Condition, limit: 1 })).rejects.toThrow(TypeError);
    await expect(view.countBy('account', condition as Condition)).rejects.toThrow(TypeError);
  });

  it.each(['other', '"f_account"', 'f_account', 'account"', 'ACCOUNT', '__proto__', 'doc', 'position', 'id'])(
    'on the undeclared field %s is refused',
    async (field) => {
      await expect(view.count(Object.fromEntries([[field, 'a']]))).rejects.toThrow(TypeError);
    },
  );

  it('compares with a thousand values, and with too many not at all', async () => {
    const many = (count: number): Condition => ({
      account: { $in: Array.from({ length: count }, (_, number) => `a${String(number)}`) },
    });
    await store({ account: 'a999' });
    expect(await view.count(many(1000))).toBe(1);
    expect(await view.count(many(999))).toBe(0);
    await expect(view.count(many(40_000))).rejects.toThrow(RangeError);
  });
});
