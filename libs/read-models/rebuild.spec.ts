import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projections, source } from './boards-source.harness.js';
import { boards, catalog, entries } from './boards.harness.js';
import type { Build } from './build.js';
import { foldFresh } from './fold-fresh.js';
import { writeLogFile } from './log-file.harness.js';
import { TestLog } from './log.harness.js';
import type { AnyProjection } from './read-model-store.js';
import type { Rebuild, RebuildProgress } from './rebuild.js';
import { clear, pin, ring } from './running.harness.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import { startRebuild } from './start-rebuild.js';

const REBUILD: Build = { view: 'boards', version: 1, build: 1 };
const ENTRIES: Build = { view: 'entries', version: 1, build: 1 };

describe('a rebuild', () => {
  let folder: string;
  const log = new TestLog();

  beforeEach(() => {
    log.events.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'portico-rebuild-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const options = (build = REBUILD, leftOut: readonly string[] = []) => ({
    build,
    log: join(folder, 'log.db'),
    views: join(folder, 'views'),
    projections: source,
    leftOut: new Set(leftOut),
  });

  async function dump(build = REBUILD): Promise<string[]> {
    const models = new SqliteReadModels(join(folder, 'views'));
    const projection = projections.find(({ name, version }) => name === build.view && version === build.version);
    const documents: string[] = [];
    for await (const document of models.view({ ...(projection ?? boards), build: build.build }).dump()) {
      documents.push(JSON.stringify(document));
    }
    await models.close();
    return documents;
  }

  const fresh = (projection: AnyProjection = boards, leftOut: readonly string[] = []): string[] =>
    [...foldFresh(projection, log.events, catalog, new Set(leftOut)).values()]
      .sort((a, b) => (a._id < b._id ? -1 : 1))
      .map((document) => JSON.stringify(document));

  function fill(events: number, documents = 97): void {
    for (let number = 0; number < events; number += 1) {
      const id = `d${String((number * 31) % documents)}`;
      log.add(number % 50 === 49 ? clear(id) : pin(String(number), id), ...(number % 10 === 0 ? [ring] : []));
    }
  }

  it('holds what a fresh fold holds, and is told as it goes', async () => {
    fill(20_000, 2_000);
    await writeLogFile(join(folder, 'log.db'), log.events);
    new SqliteReadModels(join(folder, 'views'));
    const rebuild = startRebuild(options());
    const told: RebuildProgress[] = [];
    rebuild.onProgress((progress) => told.push(progress));
    const made = await rebuild.done;
    expect(await dump()).toEqual(fresh());
    expect(made).toMatchObject({ documents: fresh().length, position: log.events.at(-1)?.position });
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['reading', 'indexing', 'catching-up', 'ready']);
    expect(rebuild.progress()).toMatchObject({ phase: 'ready', position: made.position, head: made.position });
    expect(rebuild.progress().readUntil).toBe(log.events.at(-1)?.at);
    const one = startRebuild(options(ENTRIES));
    await one.done;
    expect(await dump(ENTRIES)).toEqual(fresh(entries));
  });

  it('goes on where it was killed, again and again', async () => {
    fill(60_000, 2_000);
    await writeLogFile(join(folder, 'log.db'), log.events);
    new SqliteReadModels(join(folder, 'views'));
    for (let kill = 0; kill < 6; kill += 1) {
      const rebuild = startRebuild(options());
      await new Promise((resolve) => setTimeout(resolve, 200 + 150 * kill));
      rebuild.pause();
      rebuild.resume();
      await rebuild.stop();
      await rebuild.done.catch(() => undefined);
    }
    await startRebuild(options()).done;
    expect(await dump()).toEqual(fresh());
  });

  /** Resolves with the first progress that fits. */
  const until = (rebuild: Rebuild, fits: (progress: RebuildProgress) => boolean): Promise<RebuildProgress> =>
    new Promise((resolve) => {
      rebuild.onProgress((progress) => {
        if (fits(progress)) resolve(progress);
      });
    });

  it('stands still while it is paused, says when it is held back, and ends when it is stopped', async () => {
    fill(30_000, 3_000);
    await writeLogFile(join(folder, 'log.db'), log.events);
    new SqliteReadModels(join(folder, 'views'));
    const rebuild = startRebuild(options());
    rebuild.holdBack(true);
    rebuild.pause();
    const { position } = await until(rebuild, ({ phase }) => phase === 'paused');
    expect(position).toBeLessThan(log.events.at(-1)?.position ?? 0n);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(rebuild.progress()).toMatchObject({ phase: 'paused', position, heldBack: true });
    rebuild.resume();
    await until(rebuild, (progress) => progress.position > position);
    await rebuild.stop();
    await expect(rebuild.done).rejects.toThrow('stopped');
    expect(rebuild.progress()).toMatchObject({ phase: 'failed', reason: expect.stringContaining('stopped') });
    const again = startRebuild(options());
    expect((await again.done).events).toBeLessThanOrEqual(Number(log.events.at(-1)?.position) - Number(position));
    expect(await dump()).toEqual(fresh());
  });

  it('begins anew when other events are left out, and takes what came meanwhile', async () => {
    log.add(pin('a', 'x'), pin('b', 'x'), pin('c', 'x'));
    await writeLogFile(join(folder, 'log.db'), log.events);
    new SqliteReadModels(join(folder, 'views'));
    await startRebuild(options()).done;
    log.add(pin('d', 'x'), pin('e', 'y'));
    await writeLogFile(join(folder, 'log.db'), log.events);
    expect((await startRebuild(options()).done).documents).toBe(2);
    expect(await dump()).toEqual(fresh());
    await startRebuild(options(REBUILD, ['event-1'])).done;
    expect(await dump()).toEqual(fresh(boards, ['event-1']));
  });

  it('fails with a reason where the log is missing or the source has no such version', async () => {
    new SqliteReadModels(join(folder, 'views'));
    await expect(startRebuild(options()).done).rejects.toThrow('unable to open');
    log.add(pin('a', 'x'));
    await writeLogFile(join(folder, 'log.db'), log.events);
    const rebuild = startRebuild(options({ ...REBUILD, version: 9 }));
    await expect(rebuild.done).rejects.toThrow('The source has no projection boards@9.');
    expect(rebuild.progress()).toMatchObject({ phase: 'failed', reason: 'The source has no projection boards@9.' });
  });
});
