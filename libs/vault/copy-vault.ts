import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Copies the Vault as it stands at one moment into a file that is not there yet and that only its owner may read. */
export function copyVault(path: string, copy: string): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
  } finally {
    database.close();
  }
  chmodSync(copy, 0o600);
}
