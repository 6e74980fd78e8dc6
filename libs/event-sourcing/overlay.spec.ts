import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore, verifyChain } from '#event-store';
import type { Decide } from './decider.js';
import { AppendOutcomeUnknown, StoreUnavailable } from './event-store.js';
import { foldStream } from './fold-stream.js';
import {
  LegibleSeals,
  OWNER,
  PURSE,
  catalog,
  command,
  fillTo,
  open,
  payIn,
  payOut,
  purse,
  type Purse,
} from './purse.harness.js';
import { Transactions, transact } from './transact.js';
import { UnsureStore } from './unsure-store.harness.js';

const full = new StoreUnavailable('The disk is full.');
const unknown = new AppendOutcomeUnknown('The line is dead.');

/** Many turns of the microtask queue and some of the event loop: whatever can happen by itself has happened. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

describe('commands on one stream that share a commit', () => {
  let store: UnsureStore;
  let on: Transactions;
  let keys: LegibleSeals;

  beforeEach(() => {
    store = new UnsureStore(new MemoryEventStore());
    keys = new LegibleSeals();
    on = new Transactions(store, catalog, keys);
  });
  afterEach(async () => {
    expect(await verifyChain(store)).toMatchObject({ valid: true });
  });

  /** Sends a command and tells what it came to so far. */
  function send(name: string, decide: Decide<Purse>) {
    const sent = { name, outcome: 'waits' as unknown, done: Promise.resolve() };
    sent.done = transact(on, PURSE, purse, command(name), decide).then(
      ({ eventIds, repeated }) => void (sent.outcome = repeated ? 'repeated' : eventIds.length),
      (error: unknown) => void (sent.outcome = (error as { code?: string }).code ?? error),
    );
    return sent;
  }

  it('are decided on each other before anything is committed', async () => {
    const tell = [store.hold(), store.hold()];
    const sent = [send('in', payIn(10)), send('out', payOut(10))];
    await quiet();
    expect(store.sent).toHaveLength(2);
    expect(sent.map(({ outcome }) => outcome)).toEqual(['waits', 'waits']);
    tell.forEach((say) => {
      say('written');
    });
    await Promise.all(sent.map(({ done }) => done));
    expect(sent.map(({ outcome }) => outcome)).toEqual([1, 1]);
  });

  it('are answered only after the commit, also a refusal, a repetition and a nothing-to-do', async () => {
    const tell = store.hold();
    const sent = [
      send('in', payIn(10)),
      send('too much', payOut(11)),
      send('enough', fillTo(10)),
      send('in', payIn(10)),
    ];
    await quiet();
    expect(sent.map(({ outcome }) => outcome)).toEqual(['waits', 'waits', 'waits', 'waits']);
    tell('written');
    await Promise.all(sent.map(({ done }) => done));
    expect(sent.map(({ outcome }) => outcome)).toEqual([1, 'too-little', 0, 'repeated']);
  });

  it('are decided again when what they were decided on fails', async () => {
    const tell = [store.hold(), store.hold()];
    const sent = [
      send('in', payIn(10)),
      send('out', payOut(4)),
      send('too much', payOut(7)),
      send('enough', fillTo(6)),
    ];
    await quiet();
    tell[0]?.({ before: full });
    await quiet();
    tell[1]?.('written');
    await Promise.all(sent.map(({ done }) => done));
    // Nothing was ever paid in, so there is nothing to pay out and six are missing.
    expect(sent.map(({ outcome }) => outcome)).toEqual([full, 'too-little', 'too-little', 1]);
    expect(await foldStream(on, PURSE, purse)).toMatchObject({ balance: 6 });
  });

  it('never build on events that failed, whoever wrote in their place', async () => {
    const tell = [store.hold(), store.hold()];
    const sent = [send('in', payIn(10)), send('out', payOut(4))];
    await quiet();
    tell[0]?.({ before: full });
    // Another process takes the revision that failed: the second append now finds the number that it expects.
    await transact(new Transactions(store, catalog, keys), PURSE, purse, command('other'), payIn(100));
    tell[1]?.('written');
    await Promise.all(sent.map(({ done }) => done));
    expect(sent.map(({ outcome }) => outcome)).toEqual([full, 1]);
    expect(await foldStream(on, PURSE, purse)).toMatchObject({ balance: 96 });
  });

  it('are decided again when their stream failed while keys were prepared', async () => {
    const tell = store.hold();
    const prepared = Promise.withResolvers<undefined>();
    keys.prepare = async (subjects) => {
      await prepared.promise;
      for (const subject of subjects) keys.prepared.add(subject);
    };
    const first = send('in', payIn(10));
    const second = send('open', open('Dana'));
    await quiet();
    tell({ before: full });
    await first.done;
    prepared.resolve(undefined);
    await second.done;
    expect([first.outcome, second.outcome]).toEqual([full, 1]);
    const stored = await store.readStream(PURSE);
    expect(stored.map(({ type, revision }) => [type, revision])).toEqual([['PurseOpened', 0]]);
    expect(keys.prepared).toEqual(new Set([OWNER]));
  });

  it('can be sent again after a failure', async () => {
    store.fates.push({ before: full });
    const first = send('in', payIn(10));
    await first.done;
    const second = send('in', payIn(10));
    await second.done;
    expect([first.outcome, second.outcome]).toEqual([full, 1]);
  });

  it('send the very same events again while an outcome is unknown', async () => {
    store.fates.push({ after: unknown }, { before: unknown });
    const sent = send('in', payIn(1, 2));
    await sent.done;
    expect(sent.outcome).toBe(2);
    expect(store.sent).toHaveLength(3);
    expect(new Set(store.sent.map((events) => JSON.stringify(events))).size).toBe(1);
    expect(await store.readStream(PURSE)).toHaveLength(2);
  });

  it('do not take a later failure for an answer to an earlier try', async () => {
    store.fates.push({ after: unknown }, ...Array(3).fill({ before: full }));
    const sent = send('in', payIn(1));
    await sent.done;
    expect(sent.outcome).toBe(unknown);
    expect(await store.readStream(PURSE)).toHaveLength(1);
  });

  it('say that the outcome is unknown when it stays so, and are done once when sent again', async () => {
    store.fates.push({ after: unknown }, ...Array(3).fill({ before: unknown }));
    const first = send('in', payIn(1));
    await first.done;
    const second = send('in', payIn(1));
    await second.done;
    expect([first.outcome, second.outcome]).toEqual([unknown, 'repeated']);
    expect(await store.readStream(PURSE)).toHaveLength(1);
  });

  it('read a stream once, however many they are', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => send(`in ${index}`, payIn(1)).done));
    expect(store.reads).toBe(1);
    expect(await foldStream(on, PURSE, purse)).toMatchObject({ balance: 50 });
  });
});
