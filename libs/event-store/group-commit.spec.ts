import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { NO_STREAM, StoreUnavailable } from '#event-sourcing';
import { sealedEvents, streamNamed } from './event-store.behaviour.js';
import { GroupCommit } from './group-commit.js';
import { openLogDatabase } from './log-database.js';

describe('group commit', () => {
  let folder: string;
  let database: DatabaseSync;
  let commits: GroupCommit;
  let committed: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-commit-'));
    database = openLogDatabase(join(folder, 'log.db'), false);
    committed = 0;
    commits = new GroupCommit(database, { patience: 100, committed: () => (committed += 1) });
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  const append = (name: string, count = 1) => {
    const stream = streamNamed('project', name);
    return commits.append({ stream, expectedRevision: NO_STREAM, events: sealedEvents(stream, NO_STREAM, count) });
  };
  const count = () => database.prepare('SELECT count(*) AS events FROM events').get()?.['events'];

  it('makes one transaction of what one turn of the event loop appends', async () => {
    await Promise.all(['one', 'two', 'three'].map((name) => append(name)));
    expect(committed).toBe(1);
    await append('four');
    expect(committed).toBe(2);
  });

  it('refuses what a full disk cannot take, keeps what it can, and goes on when there is room', async () => {
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count=${pages + 4}`);
    const settled = await Promise.allSettled([append('small'), append('large', 200), append('little')]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: expect.any(StoreUnavailable) });
    expect(count()).toBe(2);
    database.exec('PRAGMA max_page_count=4294967294');
    expect(await append('large', 200)).toHaveLength(200);
    expect(count()).toBe(202);
  });

  it('has answered everything once it is settled', async () => {
    let answered = 0;
    for (const name of ['one', 'two']) void append(name).then(() => (answered += 1));
    await commits.settled();
    expect(answered).toBe(2);
  });
});
