import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { nameOfBuild, type Build } from './build.js';

/** Up to where a build has read the log that another process is making; `undefined` while that cannot be told. */
export function positionOfBuild(folder: string, build: Build): bigint | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, `${nameOfBuild(build)}.db`), { readOnly: true, timeout: 0 });
    const row = database.prepare('SELECT CAST(position AS TEXT) AS position FROM checkpoint').get();
    return BigInt(String(row?.['position']));
  } catch {
    // It is not begun yet, or at this very moment it is written.
    return undefined;
  } finally {
    database?.close();
  }
}
