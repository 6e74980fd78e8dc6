import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

export type EventRow = readonly SQLInputValue[];

const COLUMNS = 'stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash';

/** Events of a log after a position, as rows to insert again. */
export function rowsAfter(log: string, position: bigint): EventRow[] {
  const database = new DatabaseSync(log, { readOnly: true });
  const statement = database.prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position`);
  statement.setReturnArrays(true);
  const rows = statement.all(position) as unknown as EventRow[];
  database.close();
  return rows;
}

/**
 * The least that appending takes: rows that are all there already go into the log's own table by one prepared INSERT,
 * so many in a transaction, each transaction durable. Nothing is read, folded, validated or hashed.
 *
 * @param log a log with its schema
 * @returns rows per second
 */
export function insertRows(log: string, rows: readonly EventRow[], batch: number): number {
  const database = new DatabaseSync(log);
  database.exec('PRAGMA cache_size=-65536; PRAGMA synchronous=FULL');
  // The write-ahead log must be moved into the file at some time; we do it as often, on another thread.
  database.exec('PRAGMA wal_autocheckpoint=12000');
  const insert = database.prepare(`INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const start = performance.now();
  for (let at = 0; at < rows.length; at += batch) {
    database.exec('BEGIN IMMEDIATE');
    for (const row of rows.slice(at, at + batch)) insert.run(...row);
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return rows.length / seconds;
}
