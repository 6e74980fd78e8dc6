import { DatabaseSync } from 'node:sqlite';

export type SqlValue = string | number | null;

/** Rows for one table, in the order of its columns. */
export interface BareRows {
  /** `CREATE` statements of the whole file. */
  readonly schema: readonly string[];
  /** What is there already, by table. */
  readonly before: Readonly<Record<string, readonly (readonly SqlValue[])[]>>;
  readonly table: string;
  readonly rows: readonly (readonly SqlValue[])[];
}

/**
 * The least that durable rows in SQLite need: a transaction of prepared INSERTs for each batch, in the same file format
 * (WAL, `synchronous=FULL`, 64 MB of cache, a checkpoint about every 48 MB) and without anything around it.
 *
 * @returns seconds
 */
export function appendRows(path: string, { schema, before, table, rows }: BareRows, batch: number): number {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536');
  database.exec('PRAGMA wal_autocheckpoint=12000');
  database.exec(schema.join(';'));
  for (const [name, there] of Object.entries(before)) insertAll(database, name, there, there.length);
  const start = performance.now();
  insertAll(database, table, rows, batch);
  const seconds = (performance.now() - start) / 1_000;
  database.close();
  return seconds;
}

function insertAll(database: DatabaseSync, table: string, rows: readonly (readonly SqlValue[])[], batch: number): void {
  const places = rows[0]?.map(() => '?').join(', ') ?? 'NULL';
  const insert = database.prepare(`INSERT INTO ${table} VALUES (${places})`);
  for (let done = 0; done < rows.length; done += batch) {
    database.exec('BEGIN IMMEDIATE');
    for (const row of rows.slice(done, done + batch)) insert.run(...row);
    database.exec('COMMIT');
  }
}
