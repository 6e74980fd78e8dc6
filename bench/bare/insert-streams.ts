import { DatabaseSync } from 'node:sqlite';

/** Names of a log's streams in the order of their numbers. */
export function streamNames(log: string): string[] {
  const database = new DatabaseSync(log, { readOnly: true });
  const names = database.prepare('SELECT name FROM streams ORDER BY number').all();
  database.close();
  return names.map(({ name }) => String(name));
}

/**
 * The other half of a log's INSERTs: its streams, so many in a transaction.
 *
 * @param log a log with its schema
 * @returns seconds
 */
export function insertStreams(log: string, names: readonly string[], batch: number): number {
  const database = new DatabaseSync(log);
  database.exec('PRAGMA cache_size=-65536; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0');
  const insert = database.prepare('INSERT INTO streams (name, category) VALUES (?, ?)');
  const start = performance.now();
  for (let at = 0; at < names.length; at += batch) {
    database.exec('BEGIN IMMEDIATE');
    for (const name of names.slice(at, at + batch)) insert.run(name, name.slice(0, name.indexOf('-')));
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1_000;
  database.close();
  return seconds;
}
