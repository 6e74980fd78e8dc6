import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import sqlite from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';

/** Ends the thread: an error could be caught by whoever must not try. */
function refuse(): never {
  process.exit(1);
}

function block(owner: object, ...names: readonly string[]): void {
  for (const name of names) Object.assign(owner, { [name]: refuse });
}

/** From here on this thread reaches nobody and starts nothing. */
function blockNetwork(): void {
  block(net.Socket.prototype, 'connect');
  block(net.Server.prototype, 'listen');
  block(dgram.Socket.prototype, 'send', 'bind');
  block(dns, 'lookup', 'resolve');
  block(http, 'request', 'get');
  block(globalThis, 'fetch');
  block(childProcess, 'spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork');
}

/** From here on this thread writes no file but through SQLite, and uses no database there but the log and views. */
function blockFiles(): void {
  const names = ['writeFile', 'appendFile', 'rename', 'copyFile', 'unlink', 'symlink', 'cp'];
  block(fs, ...names, ...names.map((name) => `${name}Sync`), 'createWriteStream');
  block(fs.promises, ...names, 'open');
  const database = sqlite.DatabaseSync.prototype;
  for (const name of ['exec', 'prepare'] as const) {
    const original = database[name] as (sql: string, ...more: unknown[]) => never;
    database[name] = function (this: sqlite.DatabaseSync, sql: string, ...more: unknown[]): never {
      const path = this.location() ?? '';
      if (!path.endsWith('/log.db') && !path.includes('/views/')) refuse();
      return original.call(this, sql, ...more);
    };
  }
}

/** Never in the thread that runs the tests. */
if (!isMainThread) {
  blockNetwork();
  syncBuiltinESMExports();
}
const program = await import('#program');
if (!isMainThread) {
  blockFiles();
  syncBuiltinESMExports();
}

/** Every event and every view of the portal, for a thread in which whatever has an effect ends it. */
export const { events, projections } = program;
