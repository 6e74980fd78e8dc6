import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventStore, SqliteEventStore, verifyChain } from '#event-store';
import { Refusal, type Decide } from './decider.js';
import { NO_STREAM, WrongExpectedRevision, type EventStore } from './event-store.js';
import { foldStream } from './fold-stream.js';
import { uuidv5 } from './uuidv5.js';
import {
  LegibleSeals,
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

describe.each(['memory', 'sqlite'])('transact on a log in %s', (kind) => {
  let folder: string;
  let store: EventStore;
  let on: Transactions;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-transact-'));
    store = kind === 'memory' ? new MemoryEventStore() : openLog();
    on = process();
  });
  afterEach(async () => {
    expect(await verifyChain(store)).toMatchObject({ valid: true });
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const openLog = () => new SqliteEventStore(join(folder, 'log.db'));
  /** A process that remembers nothing. */
  const process = (log = store) => new Transactions(log, catalog, new LegibleSeals());
  const send = (name: string, decide: Decide<Purse>, by = on) => transact(by, PURSE, purse, command(name), decide);
  const state = () => foldStream(on, PURSE, purse);
  const length = async () => (await store.readStream(PURSE)).length;

  it('appends what follows from the state and says where', async () => {
    const first = await send('open', open('Dana'));
    expect(first).toEqual({
      position: await store.head(),
      eventIds: [uuidv5(command('open').commandId, '0')],
      repeated: false,
    });
    const second = await send('pay', payIn(5, 10));
    expect(second.eventIds).toEqual(['0', '1'].map((index) => uuidv5(command('pay').commandId, index)));
    expect(await state()).toMatchObject({ balance: 15, currency: 'EUR' });
  });

  it('answers a command that is sent again with its own events, and does nothing', async () => {
    const first = await send('pay', payIn(5, 10));
    await send('more', payIn(1));
    const again = { ...first, repeated: true };
    expect(await send('pay', payIn(5, 10))).toEqual(again);
    // Also when it would be decided otherwise by now, and when nothing is remembered.
    expect(await send('pay', payOut(1_000))).toEqual(again);
    expect(await send('pay', payIn(5, 10), process())).toEqual(again);
    expect(await state()).toMatchObject({ balance: 16 });
  });

  it('does a command once that is sent many times in the same moment, from two processes', async () => {
    const second = kind === 'memory' ? store : openLog();
    const other = process(second);
    const later = { ...command('pay'), at: '2026-11-24T09:41:00.001Z' };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 ? send('pay', payIn(5)) : transact(other, PURSE, purse, later, payIn(5)),
      ),
    );
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(outcomes.map(({ position, eventIds }) => `${position} ${eventIds.join(' ')}`)).size).toBe(1);
    expect(await length()).toBe(1);
    if (second !== store) await second.close();
  });

  it('refuses the same command with another body', async () => {
    await send('pay', payIn(5));
    const other = transact(on, PURSE, purse, command('pay', 'another print'), payIn(6));
    await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused', kind: 'invalid' });
    expect(await length()).toBe(1);
  });

  it('decides again when others were faster', async () => {
    await send('open', open('Dana'));
    const other = process();
    await send('others', payIn(7), other);
    await send('fill', fillTo(10));
    expect(await state()).toMatchObject({ balance: 10 });
  });

  it('takes all of many at once, each decided on what those before it did', async () => {
    const others = process();
    const sent = Array.from({ length: 40 }, (_, index) => {
      return send(`fill ${index}`, fillTo(index + 1), index < 20 ? on : others);
    });
    await Promise.allSettled(sent);
    await send('last', fillTo(40));
    expect(await state()).toMatchObject({ balance: 40 });
  });

  it('refuses on what is there now, not on what it remembers', async () => {
    await send('open', open('Dana'));
    await send('others', payIn(7), process());
    await send('out', payOut(7));
    await send('others again', payIn(7), process());
    await expect(send('too much', payOut(8))).rejects.toMatchObject({ code: 'too-little', message: /only 7/ });
  });

  it('has nothing to do only if there is nothing to do now', async () => {
    await send('fill', fillTo(10));
    await send('others', payOut(10), process());
    expect((await send('fill again', fillTo(10))).eventIds).toHaveLength(1);
    const { position, eventIds } = await send('fill once more', fillTo(10));
    expect({ position, eventIds }).toEqual({ position: (await store.readLast(PURSE))?.position, eventIds: [] });
  });

  it('leaves no trace of a command that had nothing to do, and decides it again', async () => {
    await send('fill', fillTo(0));
    expect(await length()).toBe(0);
    await expect(send('fill', payOut(1))).rejects.toThrow(Refusal);
    expect((await send('fill', fillTo(5))).eventIds).toHaveLength(1);
  });

  it('gives up after three conflicts', async () => {
    const busy = new UnsureStore(store);
    for (let conflict = 0; conflict < 4; conflict += 1) {
      busy.fates.push({ before: new WrongExpectedRevision(PURSE, NO_STREAM, 3) });
    }
    await expect(send('pay', payIn(1), process(busy))).rejects.toMatchObject({ code: 'too-busy', kind: 'conflict' });
    expect(busy.sent).toHaveLength(4);
    expect(await length()).toBe(0);
  });

  it('refuses data that its event type does not have, and goes on', async () => {
    await expect(send('half', payIn(0.5))).rejects.toThrow('int');
    await send('whole', payIn(1));
    expect(await state()).toMatchObject({ balance: 1 });
  });
});
