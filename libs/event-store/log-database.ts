import { DatabaseSync } from 'node:sqlite';

/**
 * The lean table: an append writes one row and two B-trees, the table itself (by position) and the stream's index. What
 * else one may look for (ids, commands, accounts) is a view's business.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS streams (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    at TEXT NOT NULL,
    account TEXT,
    visibility TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision);
`;

/** Megabytes of pages kept in memory: enough for the hot path of many streams. */
const CACHE = 64;

/** Opens the log's file; made when it is not there. Another process's write is never waited for in place. */
export function openLogDatabase(path: string, readOnly: boolean, cache = CACHE): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly, timeout: 2_000 });
  database.exec(`PRAGMA cache_size=-${cache * 1024}`);
  if (readOnly) return database;
  // Checkpoints are made off the way of commands.
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0');
  if (!hasSchema(database)) database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
  database.exec('PRAGMA busy_timeout=0');
  return database;
}

/** Whether it is there already; looking needs no lock, which an import in another process may hold. */
function hasSchema(database: DatabaseSync): boolean {
  return database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'events_by_stream'`).get() !== undefined;
}
