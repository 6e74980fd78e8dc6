import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const SQLITE_BUSY = 5;
const PATIENCE_MS = 5_000;

/**
 * Does work while no other process does work under the same lock. The system lets go of it when its holder dies,
 * however that happens.
 *
 * @param path a file that only its owner may read; made when it is not there, and always empty
 * @throws Error when another process holds it for more than five seconds
 */
export async function underFileLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  // Closing any file descriptor lets go of all locks that its process holds on the file.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    await take(database, path);
    return await work();
  } finally {
    database.close();
  }
}

async function take(database: DatabaseSync, path: string): Promise<void> {
  const patience = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      database.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
      if (performance.now() > patience) throw new Error(`Another process keeps ${path} locked.`, { cause: error });
    }
    await sleep(2 + Math.random() * 10);
  }
}
