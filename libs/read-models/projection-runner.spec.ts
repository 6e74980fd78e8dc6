import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Document } from '#event-sourcing';
import { boards, catalog, choking, entries, type Board } from './boards.harness.js';
import { foldFresh } from './fold-fresh.js';
import { FreshFold } from './fresh-fold.js';
import { TestLog, type Happening } from './log.harness.js';
import { ProjectionRunner, type ProjectionRunnerOptions } from './projection-runner.js';
import { Fenced, type AnyProjection } from './read-model-store.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import type { ViewChanged } from './view-changed.js';

const pin = (text: string, ...on: string[]): Happening => ({ type: 'NotePinned', schemaVersion: 2, data: { on, text } });
const clear = (...on: string[]): Happening => ({ type: 'BoardsCleared', data: { on, text: '' } });
const ring: Happening = { type: 'PhoneRang' };

describe('the projection runner', () => {
  let folder: string;
  let log: TestLog;
  let views: SqliteReadModels;
  let runner: ProjectionRunner;
  const started: ProjectionRunner[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-runner-'));
    log = new TestLog();
    views = new SqliteReadModels(folder);
    choking.clear();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((one) => one.stop()));
    await views.close();
    await rm(folder, { recursive: true });
  });

  async function start(options: Partial<ProjectionRunnerOptions> = {}): Promise<ProjectionRunner> {
    runner = new ProjectionRunner({ store: log, catalog, views, projections: [boards, entries], ...options });
    started.push(runner);
    await runner.start();
    return runner;
  }

  async function dump(projection: AnyProjection = boards, from = views): Promise<Map<string, Document>> {
    const found = new Map<string, Document>();
    for await (const document of from.view(projection).dump()) found.set(document._id, document);
    return found;
  }

  const board = (id: string): Promise<Board | undefined> => views.view<Board>(boards).get(id);
  const texts = async (id: string): Promise<string[] | undefined> => (await board(id))?.notes;
  /** Waits until everything in the log was taken. */
  const upToDate = async () => runner.waitFor(await log.head(), ['boards', 'entries'], 10_000);

  it('builds a new view from the beginning, and follows', async () => {
    log.add(pin('a', 'x'), ring, pin('b', 'x', 'y'), clear('y'));
    await start();
    expect(await upToDate()).toEqual({ position: await log.head(), stale: false });
    expect(await board('x')).toEqual({ _id: 'x', notes: ['a', 'b'], tags: ['a', 'b'], lastActor: 'dana', count: 2 });
    expect(await board('y')).toBeUndefined();
    const position = log.add(pin('c', 'y'));
    expect(await runner.waitFor(position, ['boards'])).toEqual({ position, stale: false });
    expect(await texts('y')).toEqual(['c']);
  });

  it('resumes where it was, and builds anew a view whose file is gone', async () => {
    log.add(pin('a', 'x'), pin('b', 'x'));
    await start();
    await upToDate();
    await runner.stop();
    await views.close();
    await rm(join(folder, 'entries@1.db'));
    views = new SqliteReadModels(folder);
    log.add(pin('c', 'x'));
    await start();
    await upToDate();
    expect(await texts('x')).toEqual(['a', 'b', 'c']);
    expect(await dump(entries)).toEqual(foldFresh(entries, log.events, catalog));
  });

  it('passes events that touch nothing, without a reader waiting for a flush', async () => {
    await start();
    const position = log.add(ring, ring);
    const asked = performance.now();
    expect(await runner.waitFor(position, ['boards', 'entries'])).toEqual({ position, stale: false });
    expect(performance.now() - asked).toBeLessThan(500);
    expect([runner.position('boards'), await dump()]).toEqual([position, new Map()]);
    await runner.stop();
    expect((await views.takeOver(boards)).position).toBe(position);
  });

  it('answers with what there is when a position does not come in time', async () => {
    const position = log.add(pin('a', 'x'));
    await start();
    const asked = performance.now();
    expect(await runner.waitFor(position + 5n, ['boards'], 100)).toEqual({ position, stale: true });
    expect(performance.now() - asked).toBeGreaterThanOrEqual(99);
    await expect(runner.waitFor(1n, ['nothing'])).rejects.toThrow('There is no view nothing.');
  });

  it('does not let a reader linger', async () => {
    await start();
    await upToDate();
    const waits: number[] = [];
    for (let number = 0; number < 20; number += 1) {
      const position = log.add(pin(String(number), 'x'));
      const asked = performance.now();
      await runner.waitFor(position, ['boards', 'entries']);
      waits.push(performance.now() - asked);
    }
    expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(15);
  });

  it('shows events soon although no reader waits', async () => {
    await start();
    log.add(pin('a', 'x'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await texts('x')).toEqual(['a']);
  });

  it('tells after each flush what has changed, for whom', async () => {
    await start();
    const heard: ViewChanged[] = [];
    const stop = runner.onChanged((change) => heard.push(change));
    const position = log.add(
      { ...pin('a', 'x', 'y'), account: 'acme' },
      { ...pin('b', 'x'), account: 'acme' },
      { ...pin('c', 'x'), account: 'acme', visibility: 'internal' },
      { ...pin('d', 'z'), stream: 'item-2' },
      ring,
    );
    await upToDate();
    const boardsChanged = heard.filter(({ view }) => view === 'boards');
    expect(boardsChanged).toEqual([
      {
        view: 'boards',
        position,
        changes: [
          { stream: 'item-1', account: 'acme', visibility: 'client', ids: ['x', 'y'] },
          { stream: 'item-1', account: 'acme', visibility: 'internal', ids: ['x'] },
          { stream: 'item-2', account: undefined, visibility: 'client', ids: ['z'] },
        ],
      },
    ]);
    stop();
    log.add(pin('e', 'x'));
    await upToDate();
    expect(heard.filter(({ view }) => view === 'boards')).toHaveLength(1);
  });

  describe('when an event cannot be applied', () => {
    it('parks it and those behind it of the same document, while others go on', async () => {
      choking.add('b');
      log.add(pin('a', 'x', 'y'), pin('b', 'x', 'y'), pin('c', 'x'), pin('d', 'z'));
      await start();
      expect(await upToDate()).toEqual({ position: await log.head(), stale: true });
      expect([await texts('x'), await texts('y'), await texts('z')]).toEqual([['a'], ['a'], ['d']]);
      log.add(pin('e', 'y', 'z'));
      await upToDate();
      expect([await texts('y'), await texts('z')]).toEqual([['a'], ['d', 'e']]);
      const parked = (await runner.parked('boards')).map(({ scope, key, reason, event }) => [scope, key, event.id, reason]);
      const second = String(log.events[1]?.position);
      expect(parked).toEqual([
        ['document', 'x', 'event-1', 'Error: Choked on b.'],
        ['document', 'y', 'event-1', 'Error: Choked on b.'],
        ['document', 'x', 'event-2', `Waits behind the event at position ${second}.`],
        ['document', 'y', 'event-4', `Waits behind the event at position ${second}.`],
      ]);
      expect([runner.isHeldUp('boards'), runner.isHeldUp('entries')]).toEqual([true, false]);
      expect((await runner.waitFor(1n, ['boards'])).stale).toBe(false);
      expect(await dump()).toEqual(foldFresh(boards, log.events, catalog));
    });

    it('keeps it parked over a restart, and applies all in order when it is tried again', async () => {
      choking.add('b').add('d');
      log.add(pin('a', 'x'), pin('b', 'x'), pin('c', 'x'), pin('d', 'y'));
      await start();
      await upToDate();
      await runner.stop();
      log.add(pin('e', 'x'));
      await start();
      await upToDate();
      expect(await texts('x')).toEqual(['a']);
      choking.delete('b');
      const heard: ViewChanged[] = [];
      runner.onChanged((change) => heard.push(change));
      const still = await runner.retryParked('boards');
      expect(still.map(({ key, event }) => [key, event.id])).toEqual([['y', 'event-3']]);
      expect(heard).toMatchObject([{ view: 'boards', changes: [{ ids: ['x', 'y'] }] }]);
      expect(await texts('x')).toEqual(['a', 'b', 'c', 'e']);
      log.add(pin('f', 'x', 'y'));
      await upToDate();
      expect(await texts('x')).toEqual(['a', 'b', 'c', 'e', 'f']);
      choking.clear();
      expect(await runner.retryParked('boards')).toEqual([]);
      expect(await dump()).toEqual(foldFresh(boards, log.events, catalog));
      expect((await upToDate()).stale).toBe(false);
    });

    it('parks what makes a document that cannot be stored', async () => {
      choking.add('json b');
      log.add(pin('a', 'x'), pin('b', 'x'), pin('c', 'x'), pin('d', 'y'));
      await start();
      await upToDate();
      expect([await texts('x'), await texts('y')]).toEqual([['a'], ['d']]);
      expect((await runner.parked('boards')).map(({ event }) => event.id)).toEqual(['event-1', 'event-2']);
    });

    it.each<[string, Happening]>([
      ['is of a newer version', { ...pin('b', 'x'), schemaVersion: 9 }],
      ['has data that are no JSON object', { type: 'NotePinned', schemaVersion: 2, data: null }],
      ['names a document without an id', pin('b', 'x', '')],
      ['names nothing', { type: 'NotePinned', schemaVersion: 2, data: { on: 7 } }],
    ])('holds up its stream when it %s, so that its documents cannot be told', async (_, broken) => {
      log.add(pin('a', 'x'), broken, pin('c', 'x'), { ...pin('d', 'x', 'y'), stream: 'item-2' });
      await start();
      await upToDate();
      expect([await texts('x'), await texts('y')]).toEqual([['a', 'd'], ['d']]);
      expect((await runner.parked('boards')).map(({ scope, key, event }) => [scope, key, event.id])).toEqual([
        ['stream', 'item-1', 'event-1'],
        ['stream', 'item-1', 'event-2'],
      ]);
      expect(await runner.retryParked('boards')).toHaveLength(2);
      expect(await texts('x')).toEqual(['a', 'd']);
    });

    it('puts what was overtaken back into its place when it is tried again', async () => {
      choking.add('keys b');
      log.add(pin('a', 'x'), pin('b', 'x', 'z'), pin('c', 'x'), { ...pin('d', 'x', 'y'), stream: 'item-2' });
      await start();
      await upToDate();
      expect([await texts('x'), await texts('z')]).toEqual([['a', 'd'], undefined]);
      choking.clear();
      expect(await runner.retryParked('boards')).toEqual([]);
      expect([await texts('x'), await texts('y'), await texts('z')]).toEqual([['a', 'b', 'c', 'd'], ['d'], ['b']]);
      log.add(pin('e', 'x'));
      await upToDate();
      expect(await texts('x')).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('never lets an event of one account into another account’s document', async () => {
      log.add({ ...pin('a', 'x'), account: 'acme' }, { ...pin('b', 'x'), account: 'birch' }, { ...pin('c', 'x'), account: 'acme' }, pin('d', 'y'));
      await start();
      await upToDate();
      expect([await texts('x'), await texts('y')]).toEqual([['a'], ['d']]);
      expect((await runner.parked('boards')).map(({ reason }) => reason)).toEqual([
        expect.stringContaining('another account'),
        expect.stringContaining('Waits behind'),
      ]);
    });

    it.each<[string, Partial<typeof boards>]>([
      ['under another id', { evolve: () => ({ _id: 'other' }) as Board }],
      ['out of its account', { evolve: (draft, event, id) => ({ _id: id, ...(!draft && { account: 'acme' }), notes: [event.data.text] }) as unknown as Board }],
    ])('never stores a document %s', async (_, change) => {
      log.add(pin('a', 'x'), pin('b', 'x'));
      await start({ projections: [{ ...boards, ...change }, entries] });
      await upToDate();
      const parked = (await runner.parked('boards')).length;
      expect([parked, (await dump()).size]).toEqual(parked === 1 ? [1, 1] : [2, 0]);
    });
  });

  it('goes on by itself when the log or a disk fails for a while', async () => {
    const onTrouble = jest.fn();
    log.add(pin('a', 'x'));
    log.failures.push(new Error('The log is away.'), new Error('Still away.'));
    await start({ onTrouble });
    await upToDate();
    expect(await texts('x')).toEqual(['a']);
    expect(onTrouble).toHaveBeenCalledTimes(2);
  });

  it('stops when another runner takes over, which then has everything right', async () => {
    log.add(pin('a', 'x'));
    const stops: [string, unknown][] = [];
    const older = await start({ onStopped: (view, error) => stops.push([view, error]) });
    await upToDate();
    const otherViews = new SqliteReadModels(folder);
    const newer = await start({ views: otherViews });
    for (let number = 0; number < 30; number += 1) {
      log.add(pin(String(number), 'x', `d${String(number % 7)}`), clear(`d${String(number % 5)}`));
      if (number % 3 === 0) await Promise.all([older, newer].map(async (one) => one.waitFor(await log.head(), ['boards'], 200)));
    }
    await newer.waitFor(await log.head(), ['boards', 'entries'], 5000);
    expect(stops.map(([view]) => view).sort()).toEqual(['boards', 'entries']);
    for (const [, error] of stops) expect(error).toBeInstanceOf(Fenced);
    expect(await older.waitFor(await log.head(), ['boards'], 5000)).toMatchObject({ stale: true });
    for (const projection of [boards, entries]) expect(await dump(projection)).toEqual(foldFresh(projection as AnyProjection, log.events, catalog));
    await newer.stop();
    await otherViews.close();
  });

  it('refuses views that were made from another log', async () => {
    log.add(pin('a', 'x'), pin('b', 'x'));
    await start();
    await upToDate();
    await runner.stop();
    log.events.length = 1;
    await expect(start()).rejects.toThrow('was made from another log');
  });

  it('reads the log once for all views at its end', async () => {
    log.add(...Array.from({ length: 5000 }, (_, number) => pin(String(number), `d${String(number % 9)}`)));
    await start();
    await upToDate();
    expect(log.reads).toBeLessThan(8);
    const reads = log.reads;
    await runner.stop();
    await start({ projections: [boards, { ...entries, version: 2 }] });
    await upToDate();
    log.add(pin('x', 'x'));
    await upToDate();
    const joined = log.reads;
    for (let number = 0; number < 10; number += 1) {
      log.add(pin('y', 'x'));
      await upToDate();
    }
    expect(joined - reads).toBeLessThan(14);
    expect(log.reads - joined).toBeLessThanOrEqual(20);
  });

  it('says how far views are behind', async () => {
    log.failures = Array.from({ length: 6 }, () => new Error('The log is away.'));
    const head = log.add(pin('a', 'x'), pin('b', 'x'));
    await start();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(runner.lags()).toEqual([
      { view: 'boards', position: 0n, events: Number(head), seconds: expect.any(Number) },
      { view: 'entries', position: 0n, events: Number(head), seconds: expect.any(Number) },
    ]);
    expect(runner.lags()[0]?.seconds).toBeGreaterThan(0.3);
    await upToDate();
    expect(runner.lags().map(({ events, seconds }) => [events, seconds])).toEqual([[0, 0], [0, 0]]);
  });

  it('leaves the event loop free while it builds', async () => {
    log.add(...Array.from({ length: 30_000 }, (_, number) => pin('n'.repeat(100), `d${String(number % 3000)}`)));
    let last = performance.now();
    let longest = 0;
    const watching = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await start();
    await upToDate();
    clearInterval(watching);
    expect(await dump()).toEqual(foldFresh(boards, log.events, catalog));
    expect(longest).toBeLessThan(60);
  }, 30_000);

  /** What a process leaves that is killed while it stores: some documents are there, the checkpoint and what is parked are not. */
  async function writeHalf(from: SqliteReadModels, written: readonly string[]): Promise<void> {
    const fold = new FreshFold(boards, catalog);
    for (const event of log.events) fold.add(event);
    const writer = await from.takeOver(boards);
    const writes = written.flatMap((id) => {
      const { text, position = 0n } = fold.documents.get(id) ?? {};
      return position === 0n ? [] : [{ id, position, text, doc: text === undefined ? undefined : (JSON.parse(text) as Board) }];
    });
    await writer.flush({ from: writer.position, to: writer.position, writes, parked: [] });
  }

  it('ends like a fresh fold, whatever comes, however it is paged, stopped and killed', async () => {
    const ids = fc.constantFrom('u', 'v', 'w', 'x', 'y', 'z');
    const anyHappening = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.uniqueArray(ids, { minLength: 1, maxLength: 3 })).map(([text, on]) => pin(text, ...on)) },
      { weight: 2, arbitrary: fc.uniqueArray(ids, { maxLength: 3 }).map((on) => clear(...on)) },
      { weight: 1, arbitrary: fc.constant(ring) },
      { weight: 1, arbitrary: ids.map((id) => ({ ...pin('p', id), schemaVersion: 7, stream: 'item-2' as const })) },
      { weight: 1, arbitrary: ids.map((id) => ({ ...pin('q', id), stream: 'item-2' as const })) },
    );
    const anyAct = fc.oneof(
      { weight: 4, arbitrary: fc.array(anyHappening, { maxLength: 12 }).map((happenings) => ({ act: 'add' as const, happenings })) },
      { weight: 1, arbitrary: fc.constantFrom({ act: 'wait' as const }, { act: 'stop' as const }, { act: 'replace' as const }, { act: 'retry' as const }) },
      { weight: 1, arbitrary: fc.subarray(['u', 'v', 'w', 'x', 'y', 'z']).map((written) => ({ act: 'kill' as const, written })) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { maxLength: 12 }), fc.subarray(['a', 'keys b']), fc.integer({ min: 1, max: 20 }), async (acts, chokes, pageSize) => {
        const folder = mkdtempSync(join(tmpdir(), 'portico-runner-'));
        log = new TestLog();
        choking.clear();
        for (const choke of chokes) choking.add(choke);
        let open = new SqliteReadModels(folder);
        const opened = [open];
        await start({ views: open, pageSize });
        for (const act of acts) {
          if (act.act === 'add') log.add(...act.happenings);
          if (act.act === 'wait') await upToDate();
          if (act.act === 'retry') await runner.retryParked('boards');
          if (act.act === 'stop' || act.act === 'kill') await runner.stop();
          if (act.act === 'kill') await writeHalf(open, act.written);
          if (act.act === 'stop' || act.act === 'kill' || act.act === 'replace') {
            open = new SqliteReadModels(folder);
            opened.push(open);
            await start({ views: open, pageSize });
          }
        }
        await upToDate();
        expect(await dump(boards, open)).toEqual(foldFresh(boards, log.events, catalog));
        expect(await dump(entries, open)).toEqual(foldFresh(entries, log.events, catalog));
        choking.clear();
        await runner.retryParked('boards');
        expect(await dump(boards, open)).toEqual(foldFresh(boards, log.events, catalog));
        await Promise.all(started.splice(0).map((one) => one.stop()));
        await Promise.all(opened.map((one) => one.close()));
        await rm(folder, { recursive: true });
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
