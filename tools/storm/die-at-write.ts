/**
 * Loaded into a program before its own code (`node --import`): ends it with SIGKILL in place of its n-th write, where
 * `STORM_DIE_AT` says n; counted over all its threads.
 *
 * A write is a statement that changes a database, a COMMIT, and a call that changes a file or a folder. What else is
 * written in a transaction whose first write was counted is not: all of it comes to the same until the COMMIT.
 */
import fs, { existsSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

const KEY = 'writes of the storm';
const dieAt = Number(process.env['STORM_DIE_AT']);
/** A file descriptor that each write is noted on, for whoever wants to see them. */
const notes = process.env['STORM_NOTES'];

if (isMainThread) setEnvironmentData(KEY, new Int32Array(new SharedArrayBuffer(4)));
const count = getEnvironmentData(KEY) as unknown as Int32Array;

const note = writeSync;

function write(what: string): void {
  const number = Atomics.add(count, 0, 1) + 1;
  if (notes !== undefined) note(Number(notes), `${String(number)} ${what.replaceAll(/\s+/g, ' ').slice(0, 80)}\n`);
  if (number === dieAt) process.kill(process.pid, 'SIGKILL');
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, Method | undefined>;

/** Calls `before` with the receiver and the arguments of each call of a method. */
function watch(target: object, name: string, before: (self: unknown, args: readonly unknown[]) => void): void {
  const original = (target as Methods)[name];
  if (!original) throw new Error(`There is no ${name} to watch.`);
  (target as Methods)[name] = function (...args) {
    before(this, args);
    return original.apply(this, args);
  };
}

/** Databases in whose transaction something was written. */
const written = new WeakSet<DatabaseSync>();
const databaseOf = new WeakMap<object, DatabaseSync>();

const { prepare } = DatabaseSync.prototype as unknown as Record<'prepare', Method>;
DatabaseSync.prototype.prepare = function (...args) {
  const made = prepare.apply(this, args) as StatementSync;
  databaseOf.set(made, this);
  return made;
};

const CHANGES = /^(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|VACUUM|PRAGMA (wal_checkpoint|journal_mode *=))/i;
const ENDS = /\b(COMMIT|END)\b/i;

function first(database: DatabaseSync, sql: string): unknown {
  const row = (prepare.apply(database, [sql]) as StatementSync).get();
  return row && Object.values(row)[0];
}

/** Whether all that it asks for is there already, as at most starts. */
function isDone(database: DatabaseSync, sql: string): boolean {
  const table = /^CREATE TABLE IF NOT EXISTS "(\w+)"/i.exec(sql)?.[1];
  if (table !== undefined) return first(database, `SELECT 1 FROM sqlite_schema WHERE name = '${table}'`) !== undefined;
  return /^PRAGMA journal_mode=WAL/i.test(sql) && first(database, 'PRAGMA journal_mode') === 'wal';
}

function statement(database: DatabaseSync | undefined, sql: string): void {
  if (!CHANGES.test(sql) || (database && isDone(database, sql))) return;
  if (database?.isTransaction) {
    if (written.has(database)) return;
    written.add(database);
  }
  write(sql);
}

watch(DatabaseSync.prototype, 'exec', (self, [text]) => {
  const database = self as DatabaseSync;
  const sql = String(text).trim();
  if (/^BEGIN/i.test(sql)) written.delete(database);
  if (ENDS.test(sql)) write(sql);
  else statement(database, sql);
});
for (const name of ['run', 'get', 'all', 'iterate']) {
  watch(StatementSync.prototype, name, (self) => {
    statement(databaseOf.get(self as object), (self as StatementSync).sourceSQL.trim());
  });
}

/** Calls that change files, by where their path stands. */
const BY_PATH = ['writeFile', 'appendFile', 'rm', 'unlink', 'truncate', 'mkdtemp', 'chmod'];
const BY_TWO_PATHS = ['rename', 'link', 'copyFile', 'cp', 'symlink'];

for (const [methods, suffix] of [
  [fs, 'Sync'],
  [fs.promises, ''],
] as const) {
  for (const name of [...BY_PATH, ...BY_TWO_PATHS]) {
    watch(methods, name + suffix, (_, [path]) => {
      write(`${name} ${String(path)}`);
    });
  }
  watch(methods, `mkdir${suffix}`, (_, [path]) => {
    if (!existsSync(String(path))) write(`mkdir ${String(path)}`);
  });
  watch(methods, `open${suffix}`, (_, [path, flags]) => {
    if (typeof flags === 'string' && /[wax]/.test(flags) && !existsSync(String(path))) write(`make ${String(path)}`);
  });
}
watch(fs, 'writeSync', () => {
  write('write');
});

const handle = await open(import.meta.filename);
for (const name of ['write', 'writeFile', 'appendFile', 'truncate']) {
  watch(Object.getPrototypeOf(handle) as object, name, () => {
    write(name);
  });
}
await handle.close();

syncBuiltinESMExports();
