import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteRecords } from './sqlite-records.js';
import type { RecordsOptions, Vault, VaultRecords } from './vault.js';
import { WriteQueue } from './write-queue.js';

const PATIENCE_MS = 2000;

/** The Vault in one SQLite file that only its owner may read; every write is on disk when it resolves. */
export class SqliteVault implements Vault {
  readonly #database: DatabaseSync;
  readonly #writes: WriteQueue;
  readonly #records = new Map<string, SqliteRecords<object>>();

  /** @param mayWrite called in each transaction before it writes; throws when this process may write no more */
  constructor(path: string, mayWrite?: () => void) {
    this.#database = openPrivately(path);
    this.#writes = new WriteQueue(this.#database, mayWrite);
  }

  records<Value extends object>(name: string, options: RecordsOptions<Value> = {}): VaultRecords<Value> {
    let records = this.#records.get(name);
    if (!records) {
      // Making a table is rare and cannot wait its turn in the queue: it waits in place for whoever writes.
      this.#database.exec(`PRAGMA busy_timeout=${String(PATIENCE_MS)}`);
      records = new SqliteRecords(this.#database, this.#writes, name, options.indexes ?? []);
      this.#database.exec('PRAGMA busy_timeout=0');
      this.#records.set(name, records);
    }
    records.mustIndex(options.indexes ?? []);
    return records as unknown as VaultRecords<Value>;
  }

  async scrub(): Promise<void> {
    await this.#writes.settled();
    const patience = performance.now() + PATIENCE_MS;
    // A reader of another process is in the way for a moment only.
    while (this.#checkpoint()?.['busy'] === 1 && performance.now() < patience) await sleep(20);
  }

  #checkpoint(): Record<string, unknown> | undefined {
    return this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  }

  async close(): Promise<void> {
    await this.#writes.settled();
    if (this.#database.isOpen) this.#database.close();
  }
}

function openPrivately(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // The write-ahead log takes the mode of the file that it belongs to.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: PATIENCE_MS });
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF');
  return database;
}
