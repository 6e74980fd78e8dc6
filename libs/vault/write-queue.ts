import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '#event-sourcing';

interface Write {
  readonly run: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

const SQLITE_BUSY = 5;
/** How long a database that another process is writing to is waited for. */
const PATIENCE_MS = 5_000;
/** The same for one that was busy for all of that time before: whoever keeps it seems to hang. */
const SHORT_PATIENCE_MS = 200;

/** Writes of one event-loop turn share a transaction and its fsync; each is answered only after the commit. */
export class WriteQueue {
  #waiting: Write[] = [];
  #running: Promise<void> | undefined;
  #hasGivenUp = false;

  /** @param mayWrite called in each transaction before it writes; throws when this process may write no more */
  constructor(
    private readonly database: DatabaseSync,
    private readonly mayWrite?: () => void,
  ) {}

  write<Result>(run: () => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ run, resolve: resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when everything that was written so far is answered. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const writes = this.#waiting;
      this.#waiting = [];
      await this.#commit(writes);
    }
    this.#running = undefined;
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    try {
      await this.#begin();
      const results = this.#runAll(writes);
      writes.forEach((write, index) => {
        write.resolve(results[index] as never);
      });
    } catch (error) {
      // One that fails must not take the others with it.
      if (writes.length > 1) for (const write of writes) await this.#commit([write]);
      else writes[0]?.reject(error);
    }
  }

  #runAll(writes: readonly Write[]): unknown[] {
    try {
      this.mayWrite?.();
      const results = writes.map((write) => write.run());
      this.database.exec('COMMIT');
      return results;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  async #begin(): Promise<void> {
    const until = performance.now() + (this.#hasGivenUp ? SHORT_PATIENCE_MS : PATIENCE_MS);
    for (;;) {
      try {
        this.database.exec('BEGIN IMMEDIATE');
        this.#hasGivenUp = false;
        return;
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
        if (performance.now() > until) {
          this.#hasGivenUp = true;
          throw new StoreUnavailable('Another process keeps the Vault busy.', { cause: error });
        }
      }
      // Another process writes; waiting here leaves this one's event loop free.
      await sleep(5 + Math.random() * 15);
    }
  }
}
