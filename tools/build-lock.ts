import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const LONGEST_BUILD_MS = 10 * 60_000;

/**
 * Runs one build of a folder at a time, across processes. The lock is SQLite's on an empty database, which the operating
 * system releases when its holder dies, so a killed build never blocks the next one.
 */
export async function inBuildLock<T>(folder: string, build: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, '.build-lock'), { timeout: LONGEST_BUILD_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return await build();
  } finally {
    lock.close();
  }
}
