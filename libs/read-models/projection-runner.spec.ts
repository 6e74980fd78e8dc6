import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { boards, catalog, entries } from './boards.harness.js';
import { foldFresh } from './fold-fresh.js';
import { Fenced, type AnyProjection } from './read-model-store.js';
import { Running, clear, pin, ring } from './running.harness.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import type { ViewChanged } from './view-changed.js';

describe('the projection runner', () => {
  let running: Running;

  beforeEach(() => {
    running = new Running();
  });
  afterEach(() => running.close());

  it('builds a new view from the beginning, and follows', async () => {
    running.log.add(pin('a', 'x'), ring, pin('b', 'x', 'y'), clear('y'));
    await running.start();
    expect(await running.upToDate()).toEqual({ position: await running.log.head(), stale: false });
    expect(await running.board('x')).toEqual({
      _id: 'x',
      notes: ['a', 'b'],
      tags: ['a', 'b'],
      lastActor: 'dana',
      count: 2,
    });
    expect(await running.board('y')).toBeUndefined();
    const position = running.log.add(pin('c', 'y'));
    expect(await running.runner.waitFor(position, ['boards'])).toEqual({ position, stale: false });
    expect(await running.texts('y')).toEqual(['c']);
  });

  it('has one edition of a view for as long as everything reads the same in it', async () => {
    running.log.add(pin('a', 'x'));
    await running.start();
    await running.upToDate();
    const first = running.runner.edition('boards');
    // Rings touch no board.
    await running.runner.waitFor(running.log.add(ring), ['boards']);
    expect(running.runner.edition('boards')).toBe(first);
    await running.runner.waitFor(running.log.add(pin('b', 'x')), ['boards']);
    expect(running.runner.edition('boards')).not.toBe(first);
  });

  it('resumes where it was, and builds anew a view whose file is gone', async () => {
    running.log.add(pin('a', 'x'), pin('b', 'x'));
    await running.start();
    await running.upToDate();
    await running.runner.stop();
    await running.views.close();
    await rm(join(running.folder, 'entries@1.db'));
    running.reopen();
    running.log.add(pin('c', 'x'));
    await running.start();
    await running.upToDate();
    expect(await running.texts('x')).toEqual(['a', 'b', 'c']);
    expect(await running.dump(entries)).toEqual(foldFresh(entries, running.log.events, catalog));
  });

  it('shows what is stored of a view that another process keeps locked, and takes it over when it can', async () => {
    running.log.add(pin('a', 'x'));
    await running.start();
    await running.upToDate();
    await running.runner.stop();
    await running.views.close();
    const stopped = new DatabaseSync(join(running.folder, 'boards@1.db'));
    stopped.exec('BEGIN IMMEDIATE');
    running.reopen();
    const position = running.log.add(pin('b', 'x'));
    const began = performance.now();
    await running.start();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await running.texts('x')).toEqual(['a']);
    expect(await running.runner.waitFor(position, ['boards'], 50)).toMatchObject({ stale: true });
    expect(await running.runner.waitFor(position, ['entries'])).toEqual({ position, stale: false });
    stopped.exec('ROLLBACK');
    stopped.close();
    for (let waited = 0; running.runner.position('boards') < position && waited < 30_000; waited += 20) await sleep(20);
    expect(await running.texts('x')).toEqual(['a', 'b']);
    expect(await running.upToDate()).toEqual({ position, stale: false });
  });

  it('stops while another process keeps a view locked', async () => {
    await running.start();
    await running.upToDate();
    await running.runner.stop();
    await running.views.close();
    const stopped = new DatabaseSync(join(running.folder, 'boards@1.db'));
    stopped.exec('BEGIN IMMEDIATE');
    running.reopen();
    await running.start();
    await running.runner.stop();
    stopped.close();
  });

  it('passes events that touch nothing, without a reader waiting for a flush', async () => {
    await running.start();
    const position = running.log.add(ring, ring);
    const asked = performance.now();
    expect(await running.runner.waitFor(position, ['boards', 'entries'])).toEqual({ position, stale: false });
    expect(performance.now() - asked).toBeLessThan(500);
    expect([running.runner.position('boards'), await running.dump()]).toEqual([position, new Map()]);
    await running.runner.stop();
    expect((await running.views.takeOver(boards)).position).toBe(position);
  });

  it('has stored much of what it folded before it comes to the log’s end', async () => {
    for (let number = 0; number < 2_000; number += 1) running.log.add(pin('a', 'x'), ring);
    const slow: AnyProjection = {
      ...boards,
      evolve: (...given: Parameters<typeof boards.evolve>) => {
        for (const until = performance.now() + 0.5; performance.now() < until;);
        return boards.evolve(...given);
      },
    };
    // Of the rings nothing is kept but how far they were heard.
    const idle: AnyProjection = { ...entries, handles: ['BoardsCleared'] };
    await running.start({ projections: [slow, idle], pageSize: 100 });
    const head = await running.log.head();
    for (const view of ['boards@1', 'entries@1']) {
      const file = join(running.folder, `${view}.db`);
      while (storedPosition(file) === 0) await sleep(5);
      expect(storedPosition(file)).toBeLessThan(Number(head));
    }
  });

  it('answers with what there is when a position does not come in time', async () => {
    const position = running.log.add(pin('a', 'x'));
    await running.start();
    const asked = performance.now();
    expect(await running.runner.waitFor(position + 5n, ['boards'], 100)).toEqual({ position, stale: true });
    expect(performance.now() - asked).toBeGreaterThanOrEqual(99);
    await expect(running.runner.waitFor(1n, ['nothing'])).rejects.toThrow('There is no view nothing.');
  });

  it('does not let a reader linger', async () => {
    await running.start();
    await running.upToDate();
    const waits: number[] = [];
    for (let number = 0; number < 20; number += 1) {
      const position = running.log.add(pin(String(number), 'x'));
      const asked = performance.now();
      await running.runner.waitFor(position, ['boards', 'entries']);
      waits.push(performance.now() - asked);
    }
    expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(15);
  });

  it('shows events soon although no reader waits', async () => {
    await running.start();
    running.log.add(pin('a', 'x'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await running.texts('x')).toEqual(['a']);
  });

  it('tells after each flush what has changed, for whom', async () => {
    await running.start();
    const heard: ViewChanged[] = [];
    const stop = running.runner.onChanged((change) => heard.push(change));
    const position = running.log.add(
      { ...pin('a', 'x', 'y'), account: 'acme' },
      { ...pin('b', 'x'), account: 'acme' },
      { ...pin('c', 'x'), account: 'acme', visibility: 'internal' },
      { ...pin('d', 'z'), stream: 'item-2' },
      ring,
    );
    await running.upToDate();
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
    running.log.add(pin('e', 'x'));
    await running.upToDate();
    expect(heard.filter(({ view }) => view === 'boards')).toHaveLength(1);
  });

  it('goes on by itself when the log or a disk fails for a while', async () => {
    const onTrouble = jest.fn();
    running.log.add(pin('a', 'x'));
    running.log.failures.push(new Error('The log is away.'), new Error('Still away.'));
    await running.start({ onTrouble });
    await running.upToDate();
    expect(await running.texts('x')).toEqual(['a']);
    expect(onTrouble).toHaveBeenCalledTimes(2);
  });

  it('stops when another runner takes over, which then has everything right', async () => {
    running.log.add(pin('a', 'x'));
    const stops: [string, unknown][] = [];
    const older = await running.start({ onStopped: (view, error) => stops.push([view, error]) });
    await running.upToDate();
    const otherViews = new SqliteReadModels(running.folder);
    const newer = await running.start({ views: otherViews });
    for (let number = 0; number < 30; number += 1) {
      running.log.add(pin(String(number), 'x', `d${String(number % 7)}`), clear(`d${String(number % 5)}`));
      if (number % 3 === 0)
        await Promise.all([older, newer].map(async (one) => one.waitFor(await running.log.head(), ['boards'], 200)));
    }
    await newer.waitFor(await running.log.head(), ['boards', 'entries'], 5000);
    expect(stops.map(([view]) => view).sort()).toEqual(['boards', 'entries']);
    for (const [, error] of stops) expect(error).toBeInstanceOf(Fenced);
    expect(await older.waitFor(await running.log.head(), ['boards'], 5000)).toMatchObject({ stale: true });
    for (const projection of [boards, entries])
      expect(await running.dump(projection)).toEqual(
        foldFresh(projection as AnyProjection, running.log.events, catalog),
      );
    await newer.stop();
    await otherViews.close();
  });

  it('refuses views that were made from another log', async () => {
    running.log.add(pin('a', 'x'), pin('b', 'x'));
    await running.start();
    await running.upToDate();
    await running.runner.stop();
    running.log.events.length = 1;
    await expect(running.start()).rejects.toThrow('was made from another log');
  });

  it('reads the log once for all views at its end', async () => {
    running.log.add(...Array.from({ length: 5000 }, (_, number) => pin(String(number), `d${String(number % 9)}`)));
    await running.start();
    await running.upToDate();
    expect(running.log.reads).toBeLessThan(8);
    const reads = running.log.reads;
    await running.runner.stop();
    await running.start({ projections: [boards, { ...entries, version: 2 }] });
    await running.upToDate();
    running.log.add(pin('x', 'x'));
    await running.upToDate();
    const joined = running.log.reads;
    for (let number = 0; number < 10; number += 1) {
      running.log.add(pin('y', 'x'));
      await running.upToDate();
    }
    expect(joined - reads).toBeLessThan(14);
    expect(running.log.reads - joined).toBeLessThanOrEqual(20);
  });

  it('says how far views are behind', async () => {
    running.log.failures = Array.from({ length: 6 }, () => new Error('The log is away.'));
    const head = running.log.add(pin('a', 'x'), pin('b', 'x'));
    await running.start();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(running.runner.lags()).toEqual([
      { view: 'boards', position: 0n, events: Number(head), seconds: expect.any(Number) },
      { view: 'entries', position: 0n, events: Number(head), seconds: expect.any(Number) },
    ]);
    expect(running.runner.lags()[0]?.seconds).toBeGreaterThan(0.3);
    await running.upToDate();
    expect(running.runner.lags().map(({ events, seconds }) => [events, seconds])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('leaves the event loop free while it builds', async () => {
    running.log.add(
      ...Array.from({ length: 30_000 }, (_, number) => pin('n'.repeat(100), `d${String(number % 3000)}`)),
    );
    const begin = performance.now();
    const turns: number[] = [];
    const watching = setInterval(() => turns.push(performance.now()), 1);
    await running.start();
    await running.upToDate();
    clearInterval(watching);
    const took = performance.now() - begin;
    const gaps = turns.slice(1).map((turn, index) => turn - (turns[index] ?? 0));
    expect(await running.dump()).toEqual(foldFresh(boards, running.log.events, catalog));
    // A share of the whole, since a busy machine stretches both alike: others have their turn again and again.
    expect(turns.length).toBeGreaterThan(10);
    expect(Math.max(...gaps)).toBeLessThan(took / 2);
  });
});

/** Where a process that was killed now would go on. */
function storedPosition(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const { position } = database.prepare('SELECT position FROM checkpoint').get() as { position: number };
  database.close();
  return position;
}
