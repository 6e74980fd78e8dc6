import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { MemoryEventStore, SqliteEventStore, verifyChain } from '#event-store';
import type { Decide } from './decider.js';
import type { EventMetadata } from './event.js';
import { AppendOutcomeUnknown, StoreUnavailable, type EventStore } from './event-store.js';
import { foldStream } from './fold-stream.js';
import {
  LegibleSeals,
  NAMESPACE,
  catalog,
  command,
  fillTo,
  open,
  payIn,
  payOut,
  purse,
  type Purse,
} from './purse.harness.js';
import { uuidv5 } from './uuidv5.js';
import { Transactions, transact } from './transact.js';
import { UnsureStore, type Fate } from './unsure-store.harness.js';

/** A command to one of a few purses, sent by one of two processes. */
interface Sent {
  readonly stream: `purse-${string}`;
  readonly by: 0 | 1;
  readonly decide: Decide<Purse>;
}

const amount = fc.integer({ min: 0, max: 9 });
const decision: fc.Arbitrary<Decide<Purse>> = fc.oneof(
  fc.constant(open('Dana')),
  fc.array(amount, { minLength: 1, maxLength: 3 }).map((coins) => payIn(...coins)),
  amount.map(payOut),
  amount.map(fillTo),
);
const sent: fc.Arbitrary<Sent> = fc.record({
  stream: fc.constantFrom(...(['one', 'two'] as const)).map((name) => `purse-${uuidv5(NAMESPACE, name)}` as const),
  by: fc.constantFrom(0 as const, 1 as const),
  decide: decision,
});
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('written' as const) },
  fc.constantFrom<Fate>(
    { before: new AppendOutcomeUnknown('lost on the way there') },
    { after: new AppendOutcomeUnknown('lost on the way back') },
    { before: new StoreUnavailable('full') },
  ),
);

const processesOn = (stores: readonly EventStore[]) =>
  stores.map((store) => new Transactions(store, catalog, new LegibleSeals()));

/** Ids of the events that a command came to, or the name of its failure. */
async function outcome(on: Transactions, { stream, decide }: Sent, as: string): Promise<readonly string[] | string> {
  return transact(on, stream, purse, command(as), decide).then(
    ({ eventIds }) => eventIds,
    (error: unknown) => (error as Error).name,
  );
}

/** Ids of the events that each command has in the log, by command id. */
async function logged(store: EventStore): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { id, metadata } of await store.readAll(0n, { limit: 100_000 })) {
    const { commandId } = JSON.parse(metadata) as EventMetadata;
    found.set(commandId, [...(found.get(commandId) ?? []), id]);
  }
  return found;
}

const name = (index: number) => `command ${index}`;

/** Sends everything at once and compares what was answered with what the log holds. */
async function sendAll(all: readonly Sent[], processes: readonly Transactions[], log: EventStore) {
  const outcomes = await Promise.all(all.map((one, index) => outcome(processes[one.by]!, one, name(index))));
  const done = await logged(log);
  for (const [index, ids] of outcomes.entries()) {
    const found = done.get(command(name(index)).commandId) ?? [];
    if (typeof ids !== 'string') expect(found).toEqual(ids);
    else if (ids !== 'AppendOutcomeUnknown') expect(found).toEqual([]);
  }
  return outcomes;
}

/** Sends what was done again, to the process that does not know of it and to one that remembers nothing. */
async function sendAgain(
  all: readonly Sent[],
  outcomes: readonly (readonly string[] | string)[],
  to: readonly Transactions[],
) {
  const fresh = processesOn(to.map(({ store }) => store));
  for (const [index, one] of all.entries()) {
    const ids = outcomes[index]!;
    if (typeof ids === 'string' || ids.length === 0) continue;
    expect(await outcome(to[1 - one.by]!, one, name(index))).toEqual(ids);
    expect(await outcome(fresh[one.by]!, one, name(index))).toEqual(ids);
  }
}

async function checkSentTwice(all: readonly Sent[], processes: readonly Transactions[], log: EventStore) {
  const outcomes = await sendAll(all, processes, log);
  for (const { store } of processes) if (store instanceof UnsureStore) store.fates.length = 0;
  const head = await log.head();
  await sendAgain(all, outcomes, processes);
  expect(await log.head()).toBe(head);
  expect(await verifyChain(log)).toMatchObject({ valid: true });
  for (const { stream } of all)
    expect((await foldStream(processes[0]!, stream, purse)).balance).toBeGreaterThanOrEqual(0);
}

describe('whatever commands are sent, by whom and how often', () => {
  it('each is done once or not at all, also when commits fail and answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { maxLength: 30 }), fc.array(fate, { maxLength: 30 }), async (all, fates) => {
        const log = new MemoryEventStore();
        const stores = [new UnsureStore(log), new UnsureStore(log)];
        stores[0]?.fates.push(...fates);
        stores[1]?.fates.push(...fates.toReversed());
        await checkSentTwice(all, processesOn(stores), log);
      }),
      { numRuns: 100 },
    );
  });

  it('each is done once on one file that two processes share', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { maxLength: 30 }), async (all) => {
        const folder = mkdtempSync(join(tmpdir(), 'portico-property-'));
        const stores = [0, 1].map(() => new SqliteEventStore(join(folder, 'log.db')));
        await checkSentTwice(all, processesOn(stores), stores[0]!);
        await Promise.all(stores.map((store) => store.close()));
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 15 },
    );
  });
});
