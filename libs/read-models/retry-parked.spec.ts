import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { boards, catalog, choking, entries, type Board } from './boards.harness.js';
import { foldFresh } from './fold-fresh.js';
import type { Happening } from './log.harness.js';
import { Running, pin } from './running.harness.js';
import type { ViewChanged } from './view-changed.js';

describe('an event that cannot be applied', () => {
  let running: Running;

  beforeEach(() => {
    choking.clear();
    running = new Running();
  });
  afterEach(() => running.close());

  it('is parked with those behind it of the same document, while others go on', async () => {
    choking.add('b');
    running.log.add(pin('a', 'x', 'y'), pin('b', 'x', 'y'), pin('c', 'x'), pin('d', 'z'));
    await running.start();
    expect(await running.upToDate()).toEqual({ position: await running.log.head(), stale: true });
    expect([await running.texts('x'), await running.texts('y'), await running.texts('z')]).toEqual([
      ['a'],
      ['a'],
      ['d'],
    ]);
    running.log.add(pin('e', 'y', 'z'));
    await running.upToDate();
    expect([await running.texts('y'), await running.texts('z')]).toEqual([['a'], ['d', 'e']]);
    const parked = (await running.runner.parked('boards')).map(({ scope, key, reason, event }) => [
      scope,
      key,
      event.id,
      reason,
    ]);
    const second = String(running.log.events[1]?.position);
    expect(parked).toEqual([
      ['document', 'x', 'event-1', 'Error: Choked on b.'],
      ['document', 'y', 'event-1', 'Error: Choked on b.'],
      ['document', 'x', 'event-2', `Waits behind the event at position ${second}.`],
      ['document', 'y', 'event-4', `Waits behind the event at position ${second}.`],
    ]);
    expect([running.runner.isHeldUp('boards'), running.runner.isHeldUp('entries')]).toEqual([true, false]);
    expect((await running.runner.waitFor(1n, ['boards'])).stale).toBe(false);
    expect(await running.dump()).toEqual(foldFresh(boards, running.log.events, catalog));
  });

  it('stays parked over a restart, and is applied in order when it is tried again', async () => {
    choking.add('b').add('d');
    running.log.add(pin('a', 'x'), pin('b', 'x'), pin('c', 'x'), pin('d', 'y'));
    await running.start();
    await running.upToDate();
    await running.runner.stop();
    running.log.add(pin('e', 'x'));
    await running.start();
    await running.upToDate();
    expect(await running.texts('x')).toEqual(['a']);
    choking.delete('b');
    const heard: ViewChanged[] = [];
    running.runner.onChanged((change) => heard.push(change));
    const still = await running.runner.retryParked('boards');
    expect(still.map(({ key, event }) => [key, event.id])).toEqual([['y', 'event-3']]);
    expect(heard).toMatchObject([{ view: 'boards', changes: [{ ids: ['x', 'y'] }] }]);
    expect(await running.texts('x')).toEqual(['a', 'b', 'c', 'e']);
    running.log.add(pin('f', 'x', 'y'));
    await running.upToDate();
    expect(await running.texts('x')).toEqual(['a', 'b', 'c', 'e', 'f']);
    choking.clear();
    expect(await running.runner.retryParked('boards')).toEqual([]);
    expect(await running.dump()).toEqual(foldFresh(boards, running.log.events, catalog));
    expect((await running.upToDate()).stale).toBe(false);
  });

  it('is one, too, that makes a document which cannot be stored', async () => {
    choking.add('json b');
    running.log.add(pin('a', 'x'), pin('b', 'x'), pin('c', 'x'), pin('d', 'y'));
    await running.start();
    await running.upToDate();
    expect([await running.texts('x'), await running.texts('y')]).toEqual([['a'], ['d']]);
    expect((await running.runner.parked('boards')).map(({ event }) => event.id)).toEqual(['event-1', 'event-2']);
  });

  it.each<[string, Happening]>([
    ['is of a newer version and names nothing', { type: 'NotePinned', schemaVersion: 9, data: { at: ['x'] } }],
    ['has data that are no JSON object', { type: 'NotePinned', schemaVersion: 2, data: null }],
    ['names a document without an id', pin('b', 'x', '')],
    ['names nothing', { type: 'NotePinned', schemaVersion: 2, data: { on: 7, text: 'b' } }],
  ])('holds up its stream when it %s, so that its documents cannot be told', async (_, broken) => {
    running.log.add(pin('a', 'x'), broken, pin('c', 'x'), { ...pin('d', 'x', 'y'), stream: 'item-2' });
    await running.start();
    await running.upToDate();
    expect([await running.texts('x'), await running.texts('y')]).toEqual([['a', 'd'], ['d']]);
    expect((await running.runner.parked('boards')).map(({ scope, key, event }) => [scope, key, event.id])).toEqual([
      ['stream', 'item-1', 'event-1'],
      ['stream', 'item-1', 'event-2'],
    ]);
    expect(await running.runner.retryParked('boards')).toHaveLength(2);
    expect(await running.texts('x')).toEqual(['a', 'd']);
  });

  it('is put back into its place, though overtaken, when it is tried again', async () => {
    choking.add('keys b');
    running.log.add(pin('a', 'x'), pin('b', 'x', 'z'), pin('c', 'x'), { ...pin('d', 'x', 'y'), stream: 'item-2' });
    await running.start();
    await running.upToDate();
    expect([await running.texts('x'), await running.texts('z')]).toEqual([['a', 'd'], undefined]);
    choking.clear();
    expect(await running.runner.retryParked('boards')).toEqual([]);
    expect([await running.texts('x'), await running.texts('y'), await running.texts('z')]).toEqual([
      ['a', 'b', 'c', 'd'],
      ['d'],
      ['b'],
    ]);
    running.log.add(pin('e', 'x'));
    await running.upToDate();
    expect(await running.texts('x')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is one of another account than the document’s', async () => {
    running.log.add(
      { ...pin('a', 'x'), account: 'acme' },
      { ...pin('b', 'x'), account: 'birch' },
      { ...pin('c', 'x'), account: 'acme' },
      pin('d', 'y'),
    );
    await running.start();
    await running.upToDate();
    expect([await running.texts('x'), await running.texts('y')]).toEqual([['a'], ['d']]);
    expect((await running.runner.parked('boards')).map(({ reason }) => reason)).toEqual([
      expect.stringContaining('another account'),
      expect.stringContaining('Waits behind'),
    ]);
  });

  it.each<[string, Partial<typeof boards>]>([
    ['under another id', { evolve: () => ({ _id: 'other' }) as Board }],
    [
      'out of its account',
      {
        evolve: (draft, event, id) =>
          ({ _id: id, ...(!draft && { account: 'acme' }), notes: [event.data.text] }) as unknown as Board,
      },
    ],
  ])('is one that leaves a document %s', async (_, change) => {
    running.log.add(pin('a', 'x'), pin('b', 'x'));
    await running.start({ projections: [{ ...boards, ...change }, entries] });
    await running.upToDate();
    const parked = (await running.runner.parked('boards')).length;
    expect([parked, (await running.dump()).size]).toEqual(parked === 1 ? [1, 1] : [2, 0]);
  });
});
