import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { EventRow } from './insert-rows.js';

/**
 * The least that showing what was written takes: after each durable batch of the log, its rows go by one prepared INSERT
 * into a view in a file of its own, in one transaction. Nothing is read back, folded or told.
 *
 * @returns for each row the milliseconds between the two commits
 */
export function insertAndShow(folder: string, rows: readonly EventRow[], batch: number): number[] {
  mkdirSync(folder);
  const log = table(`${folder}/log.db`, 'FULL');
  const view = table(`${folder}/view.db`, 'NORMAL');
  const waits: number[] = [];
  for (let at = 0; at < rows.length; at += batch) {
    const written = rows.slice(at, at + batch).map((row) => JSON.stringify(row));
    log.write(written);
    const acknowledged = performance.now();
    view.write(written);
    const wait = performance.now() - acknowledged;
    waits.push(...written.map(() => wait));
  }
  log.close();
  view.close();
  return waits;
}

function table(path: string, synchronous: 'FULL' | 'NORMAL') {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${synchronous}; CREATE TABLE rows (text TEXT NOT NULL)`);
  const insert = database.prepare('INSERT INTO rows VALUES (?)');
  return {
    write: (texts: readonly string[]) => {
      database.exec('BEGIN IMMEDIATE');
      for (const text of texts) insert.run(text);
      database.exec('COMMIT');
    },
    close: () => {
      database.close();
    },
  };
}
