import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { source } from './boards-source.harness.js';
import { boards, catalog, type Board } from './boards.harness.js';
import type { Build } from './build.js';
import { compareIds } from './built-documents.js';
import { compareBuilds } from './compare-builds.js';
import type { Comparison } from './comparison.js';
import { foldFresh } from './fold-fresh.js';
import { writeLogFile } from './log-file.harness.js';
import { TestLog } from './log.harness.js';
import { ProjectionRunner } from './projection-runner.js';
import { clear, pin } from './running.harness.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import { startRebuild } from './start-rebuild.js';

const LIVE: Build = { view: 'boards', version: 1, build: 0 };
const AGAIN: Build = { view: 'boards', version: 1, build: 1 };
const FORGETFUL: Build = { view: 'boards', version: 2, build: 1 };

describe('comparing two builds', () => {
  let folder: string;
  let models: SqliteReadModels;
  const log = new TestLog();

  beforeEach(() => {
    log.events.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'portico-compare-'));
    models = new SqliteReadModels(join(folder, 'views'));
  });
  afterEach(async () => {
    await models.close();
    rmSync(folder, { recursive: true });
  });

  const place = () => ({ log: join(folder, 'log.db'), views: join(folder, 'views'), projections: source });

  async function keepLive(): Promise<void> {
    const runner = new ProjectionRunner({ store: log, catalog, views: models, projections: [boards] });
    await runner.start();
    await runner.waitFor(await log.head(), ['boards'], 10_000);
    await runner.stop();
  }

  async function rebuild(build: Build): Promise<void> {
    await writeLogFile(join(folder, 'log.db'), log.events);
    await startRebuild({ ...place(), build, leftOut: new Set() }).done;
  }

  const compare = (after: Build, before = LIVE): Promise<Comparison> =>
    compareBuilds({ ...place(), before, after, most: 3 });

  it('finds nothing between two that are equal', async () => {
    for (let number = 0; number < 500; number += 1) log.add(pin(String(number), `d${String(number % 60)}`));
    await keepLive();
    await rebuild(AGAIN);
    expect(await compare(AGAIN)).toMatchObject({
      before: LIVE,
      after: AGAIN,
      position: await log.head(),
      asOf: log.events.at(-1)?.at,
      documents: { before: 60, after: 60 },
      ...{ equal: 60, differing: 0, onlyBefore: 0, onlyAfter: 0, differences: [] },
    });
  });

  it('catches a bug in the next version, and shows the fields and the events behind them', async () => {
    log.add(pin('a', 'x', 'y'), pin('c', 'x'), pin('b', 'x'), pin('c', 'z'), pin('a', 'z'));
    await keepLive();
    await rebuild(FORGETFUL);
    const { equal, differing, differences } = await compare(FORGETFUL);
    expect([equal, differing]).toEqual([2, 1]);
    expect(differences).toMatchObject([
      {
        id: 'x',
        in: 'both',
        fields: [
          { path: 'notes.1', before: '"c"', after: '"b"' },
          { path: 'notes.2', before: '"b"' },
          { path: 'tags.1', before: '"c"', after: '"b"' },
          { path: 'tags.2', before: '"b"' },
          { path: 'count', before: '3', after: '2' },
        ],
        events: [{ id: 'event-0' }, { id: 'event-1' }, { id: 'event-2' }],
      },
    ]);
  });

  it('looks at both at one position, though one is further', async () => {
    log.add(pin('a', 'x'), pin('a', 'y'), pin('a', 'gone'), pin('a', 'u'));
    const position = await log.head();
    await keepLive();
    log.add(pin('b', 'x'), pin('b', 'new'), clear('gone'), clear('u'), pin('b', 'u'));
    await rebuild(AGAIN);
    expect(await compare(AGAIN)).toMatchObject({
      position,
      documents: { before: 4, after: 4 },
      equal: 4,
      differing: 0,
    });
    expect(await compare(LIVE, AGAIN)).toMatchObject({ position, equal: 4, differing: 0 });
  });

  it('counts all that differ, and shows the first', async () => {
    for (let number = 0; number < 40; number += 1)
      log.add(pin('a', `d${String(number)}`), pin('c', `d${String(number)}`));
    await keepLive();
    await rebuild(FORGETFUL);
    const { differing, differences } = await compare(FORGETFUL);
    expect([differing, differences.map(({ id }) => id)]).toEqual([40, ['d0', 'd1', 'd10']]);
  });

  it('counts documents that only one of them has', async () => {
    log.add(pin('a', 'x'));
    await rebuild(AGAIN);
    const writer = await models.takeOver({ ...boards, build: 0 });
    const other = { ...[...foldFresh(boards, log.events, catalog).values()][0], _id: 'other' } as Board;
    const write = { id: 'other', position: 1n, doc: other, text: JSON.stringify(other) };
    await writer.flush({ from: 0n, to: await log.head(), writes: [write], parked: [] });
    expect(await compare(AGAIN)).toMatchObject({
      ...{ equal: 0, differing: 0, onlyBefore: 1, onlyAfter: 1 },
      differences: [
        { id: 'other', in: 'before', events: [] },
        { id: 'x', in: 'after', events: [{ id: 'event-0' }] },
      ],
    });
  });

  it('refuses a build that is not there', async () => {
    log.add(pin('a', 'x'));
    await keepLive();
    await rebuild(AGAIN);
    await expect(compare({ ...AGAIN, build: 7 })).rejects.toThrow('unable to open');
  });

  it('orders ids as the file does', () => {
    const ids = ['', 'a', 'a\u0000', 'ab', 'é', '\uffee', '😀', 'z', '\ud7ff'];
    const byBytes = [...ids].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect([...ids].sort(compareIds)).toEqual(byBytes);
  });
});
