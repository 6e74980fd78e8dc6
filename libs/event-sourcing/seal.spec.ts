import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { NO_PREVIOUS, chainHash } from './chain.js';
import { EventCatalog, UnreadableEvent, eventType } from './event-catalog.js';
import type { EventMetadata, NewEvent } from './event.js';
import { canonicalJson } from './canonical-json.js';
import { uuidv5 } from './uuidv5.js';
import { LegibleSeals, NAMESPACE, OWNER, PURSE, catalog, command } from './purse.harness.js';
import { Sealer, type CommandContext } from './seal.js';

const START = { stream: PURSE, revision: -1, hash: NO_PREVIOUS };
const opened: NewEvent = { type: 'PurseOpened', data: { owner: 'Dana', currency: 'EUR' }, visibility: 'client' };
const paid: NewEvent = { type: 'MoneyPaidIn', data: { amount: 5 }, visibility: 'internal' };

function sealed(events: readonly NewEvent[], context: CommandContext = command('a'), first = 0) {
  const keys = new LegibleSeals();
  keys.prepared.add(OWNER);
  return new Sealer(catalog, keys).seal(START, events, context, first).events;
}

describe('sealing a decision', () => {
  it('places, chains and describes its events', () => {
    const events = sealed([opened, paid]);
    const [first, second] = events;
    expect(first).toMatchObject({
      stream: PURSE,
      revision: 0,
      schemaVersion: 2,
      account: 'account',
      visibility: 'client',
    });
    expect(second).toMatchObject({ revision: 1, schemaVersion: 1, type: 'MoneyPaidIn', visibility: 'internal' });
    expect(events.map(({ id }) => id)).toEqual(['0', '1'].map((index) => uuidv5(command('a').commandId, index)));
    expect(events.map(({ metadata }) => (JSON.parse(metadata) as EventMetadata).prev)).toEqual([
      NO_PREVIOUS,
      first?.hash,
    ]);
    expect(second?.hash).toBe(chainHash(first?.hash ?? '', second!));
  });

  it.each([
    ['all of it', { ...command('a'), onBehalfOf: 'somebody "else"' }],
    ['no account', (({ account: _, ...rest }) => rest)(command('a'))],
  ])('writes metadata in canonical form: %s', (_, context) => {
    const [event] = sealed([paid], context);
    const metadata = JSON.parse(event?.metadata ?? '') as EventMetadata;
    expect(canonicalJson({ ...metadata })).toBe(event?.metadata);
    const { commandId, commandPrint, actor, account, onBehalfOf } = context as CommandContext;
    expect(metadata).toEqual({
      $causationId: 'cause',
      $correlationId: 'correlation',
      ...(account !== undefined && { account }),
      ...(onBehalfOf !== undefined && { onBehalfOf }),
      actor,
      commandId,
      commandPrint,
      prev: NO_PREVIOUS,
      visibility: 'internal',
    });
  });

  it('is the same however often it is done, and continues a long command in parts', () => {
    expect(sealed([opened, paid])).toEqual(sealed([opened, paid]));
    expect(sealed([paid], command('a'), 7)[0]?.id).toBe(uuidv5(command('a').commandId, '7'));
  });

  it('seals personal fields under their subject, event and path', async () => {
    const [event] = sealed([opened]);
    const { owner, currency } = JSON.parse(event?.data ?? '') as Record<string, string>;
    expect(event?.data).not.toContain('Dana');
    expect(owner).toBe(`sealed:${OWNER}:${event?.id}:owner:${Buffer.from('Dana').toString('base64')}`);
    expect(currency).toBe('EUR');
    // The decision's own event stays as it was.
    expect(opened.data).toEqual({ owner: 'Dana', currency: 'EUR' });
  });

  it('names the people whose keys must be there first, and fails without them', () => {
    const sealer = new Sealer(catalog, new LegibleSeals());
    expect(sealer.subjects([opened, paid])).toEqual([OWNER]);
    expect(() => sealer.seal(START, [opened], command('a'))).toThrow('no key');
  });

  it('refuses what the type does not say, and types that nobody declared', () => {
    expect(() => sealed([{ ...paid, data: { amount: '5' } }])).toThrow('amount');
    expect(() => sealed([{ ...paid, data: { amount: 5, note: 'x' } }])).toThrow('note');
    expect(() => sealed([{ ...paid, type: 'MoneyBurnt' }])).toThrow(UnreadableEvent);
  });
});

describe('personal fields deep inside', () => {
  const letter = eventType({
    type: 'LetterSent',
    version: 1,
    schema: z.strictObject({ to: z.array(z.strictObject({ name: z.string().optional(), age: z.number() })) }),
    meaning: 'A letter was sent.',
    personal: ({ to }) => to.map((_, index) => ({ path: ['to', index, 'name'], subject: `s${index}` })),
  });
  const wrong = eventType({
    type: 'AgeKept',
    version: 1,
    schema: z.strictObject({ age: z.number() }),
    meaning: 'A mistake of its declaration.',
    personal: () => [{ path: ['age'], subject: 's0' }],
  });
  const keys = new LegibleSeals();
  keys.prepared.add('s0').add('s1');
  const sealer = new Sealer(new EventCatalog([letter, wrong]), keys);
  const seal = (type: string, data: unknown) => {
    const { events } = sealer.seal(START, [{ type, data, visibility: 'client' }], command('a'));
    const [event] = events;
    return JSON.parse(event?.data ?? '') as unknown;
  };

  it('are sealed where they are, and left out where there are none', () => {
    expect(seal('LetterSent', { to: [{ name: 'Dana', age: 1 }, { age: 2 }] })).toEqual({
      to: [{ name: expect.stringMatching(/^sealed:s0:.+:to\.0\.name:/), age: 1 }, { age: 2 }],
    });
  });

  it('are never stored in the clear because they are no text', () => {
    expect(() => seal('AgeKept', { age: 42 })).toThrow(TypeError);
  });
});

describe('reading what is stored', () => {
  it('brings older versions to the newest', () => {
    expect(catalog.read('PurseOpened', 1, '{"owner":"Dana"}')).toEqual({ owner: 'Dana', currency: 'EUR' });
    expect(catalog.read('PurseOpened', 2, '{"currency":"CHF","owner":"Dana"}')).toMatchObject({ currency: 'CHF' });
  });

  it.each([
    ['a version that is newer than the program', 'PurseOpened', 3],
    ['a version that nothing leads on from', 'MoneyPaidIn', 0],
    ['an unknown type', 'MoneyBurnt', 1],
  ])('refuses %s', (_, type, version) => {
    expect(() => catalog.read(type, version, '{}')).toThrow(UnreadableEvent);
  });

  it('wants every type once', () => {
    const type = eventType({ type: 'X', version: 1, schema: z.strictObject({}), meaning: NAMESPACE });
    expect(() => new EventCatalog([type, type])).toThrow('Two event types');
  });
});
