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
import type { RebuildProgress } from './rebuild.js';
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
    fill(20_000);
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
});
