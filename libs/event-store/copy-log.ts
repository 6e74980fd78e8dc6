import { DatabaseSync } from 'node:sqlite';

/**
 * Copies the log as it stands at one moment into a file that is not there yet. Others may read and write meanwhile;
 * positions stay what they are.
 */
export function copyLog(path: string, copy: string): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
  } finally {
    database.close();
  }
}
