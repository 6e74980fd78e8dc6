import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from '@jest/globals';
import { EVERYTHING } from './condition.js';
import { ITEMS } from './items.harness.js';
import { ViewLocked, type DocumentWrite } from './read-model-store.js';
import { describeReadModels } from './read-models.behaviour.js';
import { SqliteReadModels } from './sqlite-read-models.js';

const root = mkdtempSync(join(tmpdir(), 'portico-views-'));
const newFolder = (): string => join(mkdtempSync(join(root, 'one-')), 'views');

afterAll(() => {
  rmSync(root, { recursive: true });
});

let folder: string;

for (const thread of [undefined, { claim: undefined }]) {
  describeReadModels(
    `SQLite${thread ? ' that writes in a thread' : ''}`,
    () => {
      folder = newFolder();
      return Promise.resolve(new SqliteReadModels(folder, { thread }));
    },
    () => Promise.resolve(new SqliteReadModels(folder, { thread })),
  );
}

describe('read models that are written in a thread', () => {
  it('say when another process keeps a view locked', async () => {
    const folder = newFolder();
    const models = new SqliteReadModels(folder, { thread: { claim: undefined } });
    await models.takeOver(ITEMS);
    const stopped = new DatabaseSync(join(folder, `${ITEMS.name}@${String(ITEMS.version)}.db`));
    stopped.exec('BEGIN IMMEDIATE');
    await expect(models.takeOver(ITEMS)).rejects.toThrow(ViewLocked);
    expect((await models.look(ITEMS)).position).toBe(0n);
    stopped.close();
    await models.close();
  });

  it('are not written once the claim is gone, and say why', async () => {
    const folder = newFolder();
    const claim = `${folder}.claim`;
    const taken = new Error('Another one has it.');
    const mayWrite = () => {
      if (!existsSync(claim)) throw taken;
    };
    const models = new SqliteReadModels(folder, { mayWrite, thread: { claim } });
    writeFileSync(claim, '');
    const writer = await models.takeOver(ITEMS);
    rmSync(claim);
    const put = { from: 0n, to: 1n, parked: [], writes: [{ id: 'a', position: 1n, doc: { _id: 'a' }, text: '{}' }] };
    await expect(writer.flush(put)).rejects.toBe(taken);
    expect(await models.view(ITEMS).count(EVERYTHING)).toBe(0);
    await models.close();
  });
});

describe('read models in SQLite files', () => {
  const definition = { name: 'task-list', version: 3, indexes: [['account', 'dueAt']] };
  const write = (id: string, more: object = {}): DocumentWrite => {
    const doc = { _id: id, account: 'a', ...more };
    return { id, position: 1n, doc, text: JSON.stringify(doc) };
  };

  it('have one file for each version of a view', async () => {
    const folder = newFolder();
    const models = new SqliteReadModels(folder);
    models.view(definition);
    models.view({ ...definition, version: 4 });
    expect(readdirSync(folder).filter((file) => file.endsWith('.db'))).toEqual(['task-list@3.db', 'task-list@4.db']);
    await models.close();
  });

  it('start anew when the version was built with other indexes', async () => {
    const folder = newFolder();
    const models = new SqliteReadModels(folder);
    const writer = await models.takeOver(definition);
    await writer.flush({ from: 0n, to: 9n, writes: [write('a')], parked: [] });
    await models.close();
    const changed = new SqliteReadModels(folder);
    const other = await changed.takeOver({ ...definition, indexes: [['account']] });
    expect([other.position, other.isEmpty]).toEqual([0n, true]);
    await changed.close();
  });

  it('read a page of one account by its index, without sorting', async () => {
    const folder = newFolder();
    const models = new SqliteReadModels(folder);
    const writer = await models.takeOver(definition);
    const writes = Array.from({ length: 500 }, (_, number) =>
      write(`d${String(number)}`, { account: `a${String(number % 5)}`, dueAt: number }),
    );
    await writer.flush({ from: 0n, to: 1n, writes, parked: [] });
    const database = new DatabaseSync(join(folder, 'task-list@3.db'));
    const explain = (sql: string): string =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => String(row['detail']))
        .join('; ');
    const page =
      'SELECT doc FROM documents WHERE "f_account" = ? AND ("f_dueAt", id) < (?, ?) ORDER BY "f_dueAt" DESC, id DESC LIMIT ?';
    expect(explain(page)).toBe('SEARCH documents USING INDEX documents_0 (f_account=? AND (f_dueAt,id)<(?,?))');
    expect(explain('SELECT count(*) FROM documents WHERE "f_account" = ?')).toContain('COVERING INDEX');
    database.close();
    await models.close();
  });

  it('write many documents without holding the event loop, and the checkpoint last', async () => {
    const folder = newFolder();
    const models = new SqliteReadModels(folder);
    const writer = await models.takeOver(definition);
    const text = 'x'.repeat(2000);
    const writes = Array.from({ length: 8000 }, (_, number) => write(`d${String(number)}`, { text }));
    const reader = new DatabaseSync(join(folder, 'task-list@3.db'), { readOnly: true });
    const state = reader.prepare('SELECT position, (SELECT count(*) FROM documents) AS n FROM checkpoint');
    const seen: unknown[] = [];
    const watching = setInterval(() => seen.push({ ...state.get() }), 1);
    await writer.flush({ from: 0n, to: 1n, writes, parked: [] });
    clearInterval(watching);
    expect(seen.length).toBeGreaterThan(5);
    for (const one of seen as { position: number; n: number }[])
      expect(one.position === 0 || one.n === 8000).toBe(true);
    expect(await models.view(definition).count(EVERYTHING)).toBe(8000);
    reader.close();
    await models.close();
  });

  it('wait for another process that is writing, with the event loop free', async () => {
    const folder = newFolder();
    const models = new SqliteReadModels(folder);
    const writer = await models.takeOver(definition);
    const other = new DatabaseSync(join(folder, 'task-list@3.db'));
    other.exec('BEGIN IMMEDIATE');
    const flushed = writer.flush({ from: 0n, to: 1n, writes: [write('a')], parked: [] });
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    other.exec('COMMIT');
    await flushed;
    clearInterval(turning);
    expect(turns).toBeGreaterThan(30);
    other.close();
    await models.close();
  });

  it('refuse names and fields that would not do as file and column', async () => {
    const models = new SqliteReadModels(newFolder());
    for (const name of ['../task', 'Task', 'a b', ''])
      expect(() => models.view({ ...definition, name })).toThrow(TypeError);
    for (const field of ['a"b', 'a.b', '$a', '', 'a b'])
      expect(() => models.view({ ...definition, indexes: [[field]] })).toThrow(TypeError);
    expect(() => models.view({ ...definition, indexes: [['dueAt', 'dueat']] })).toThrow('upper and lower case');
    await models.close();
  });
});
