import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { isGone, thisProcess, type ProcessIdentity } from './process-identity.js';

const BEAT_MS = 500;
/** A holder that shows no sign of life for this long is hanging, and loses the lease. */
const PATIENCE_MS = 3_000;
const LOOK_MS = 100;

interface Row extends ProcessIdentity {
  readonly token: string;
  readonly beat: number;
}

/**
 * The right to serve a data folder, held by one process at a time and kept by a heartbeat. A dead process loses it at
 * once, a hanging one (stopped, or on a host that is gone) after three seconds; when it wakes up, it learns that.
 */
export class Lease {
  readonly #database: DatabaseSync;
  readonly #token = randomUUID();
  readonly #lost = new Set<() => void>();
  #beating: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: PATIENCE_MS });
    // A lease need not survive a power cut, and a process must not be stopped in the middle of a slow write.
    this.#database.exec(`
      PRAGMA synchronous = OFF;
      CREATE TABLE IF NOT EXISTS lease (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        token TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL, startedAt TEXT NOT NULL, beat INTEGER NOT NULL
      ) STRICT`);
  }

  /** Takes the lease; resolves with its holder where that one is alive. */
  async take(): Promise<ProcessIdentity | undefined> {
    for (;;) {
      const seen = this.#row();
      const alive = seen && !isGone(seen) ? await this.#signOfLife(seen) : undefined;
      if (alive) return alive;
      if (this.#replace(seen)) return undefined;
    }
  }

  /** Watches the holder; `undefined` when it shows no sign of life, or is gone. */
  async #signOfLife(seen: Row): Promise<Row | undefined> {
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      await sleep(LOOK_MS);
      const row = this.#row();
      if (row?.token !== seen.token || isGone(row)) return undefined;
      if (row.beat !== seen.beat) return row;
    }
    return undefined;
  }

  onLost(listener: () => void): void {
    this.#lost.add(listener);
  }

  /** Whether some living process, this one included, holds the lease. */
  isHeld(): boolean {
    const row = this.#row();
    return row !== undefined && !isGone(row);
  }

  release(): void {
    clearInterval(this.#beating);
    if (!this.#database.isOpen) return;
    this.#database.prepare('DELETE FROM lease WHERE token = ?').run(this.#token);
    this.#database.close();
  }

  #row(): Row | undefined {
    return this.#database.prepare('SELECT token, pid, host, startedAt, beat FROM lease').get() as Row | undefined;
  }

  /** Puts this process in the place of the holder that was seen, unless somebody else was faster. */
  #replace(seen: Row | undefined): boolean {
    const { pid, host, startedAt } = thisProcess();
    this.#database.exec('BEGIN IMMEDIATE');
    const now = this.#row();
    const isSame = now?.token === seen?.token && now?.beat === seen?.beat;
    if (isSame) {
      this.#database
        .prepare('INSERT OR REPLACE INTO lease (id, token, pid, host, startedAt, beat) VALUES (1, ?, ?, ?, ?, 0)')
        .run(this.#token, pid, host, startedAt);
    }
    this.#database.exec('COMMIT');
    if (isSame) this.#beating = setInterval(() => this.#beat(), BEAT_MS).unref();
    return isSame;
  }

  #beat(): void {
    const { changes } = this.#database.prepare('UPDATE lease SET beat = beat + 1 WHERE token = ?').run(this.#token);
    if (changes > 0) return;
    clearInterval(this.#beating);
    for (const listener of this.#lost) listener();
  }
}
