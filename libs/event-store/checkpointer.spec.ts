import { expect, it } from '@jest/globals';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Checkpointer } from './checkpointer.js';
import { openLogDatabase } from './log-database.js';

it('lets the write-ahead log begin anew while commits go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-checkpoint-'));
  const path = join(folder, 'log.db');
  const database = openLogDatabase(path, false);
  database.exec('CREATE TABLE pages (content BLOB)');
  const insert = database.prepare('INSERT INTO pages VALUES (zeroblob(40000))');
  const checkpointer = new Checkpointer(path, database, 100);
  insert.run();
  // SQLite counts in the header how often the log has begun anew.
  const wal = openSync(`${path}-wal`, 'r');
  const header = Buffer.alloc(16);
  const beginnings = () => {
    readSync(wal, header, 0, header.length, 0);
    return header.readUInt32BE(12);
  };
  const first = beginnings();
  const deadline = performance.now() + 4_000;
  while (beginnings() < first + 3 && performance.now() < deadline) {
    insert.run();
    checkpointer.committed();
    await turn();
  }
  expect(beginnings()).toBeGreaterThanOrEqual(first + 3);
  closeSync(wal);
  await checkpointer.close();
  database.close();
  rmSync(folder, { recursive: true });
});
