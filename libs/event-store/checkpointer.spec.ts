import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
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
  const insert = database.prepare('INSERT INTO pages VALUES (zeroblob(400000))');
  const checkpointer = new Checkpointer(path, database, 100);
  const moved = () => statSync(path).size;
  const deadline = performance.now() + 4_000;
  while (moved() < 20_000_000 && performance.now() < deadline) {
    insert.run();
    checkpointer.wrote(100);
    await turn();
  }
  expect(moved()).toBeGreaterThan(20_000_000);
  // One that never began anew would hold at least what the file holds.
  expect(statSync(`${path}-wal`).size).toBeLessThan(15_000_000);
  await checkpointer.close();
  database.close();
  rmSync(folder, { recursive: true });
});
