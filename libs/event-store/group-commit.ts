import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '#event-sourcing';
import { AppendBatch, type Append, type Appended } from './append-batch.js';

interface Waiting extends Append {
  readonly resolve: (positions: readonly bigint[]) => void;
  readonly reject: (error: unknown) => void;
}

const SQLITE_BUSY = 5;
/** How long a log that another process is writing to is waited for, in milliseconds. */
const PATIENCE = 10_000;

/** Appends of one event-loop turn share a transaction and its fsync; each is answered only after the commit. */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  readonly #batch: AppendBatch;

  constructor(
    private readonly database: DatabaseSync,
    private readonly committed: (bytes: number) => void,
  ) {
    this.#batch = new AppendBatch(database);
  }

  append(append: Append): Promise<readonly bigint[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...append, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when everything that was appended so far is answered. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    // The turn that asked first may ask for more.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const appends = this.#waiting;
      this.#waiting = [];
      await this.#commit(appends);
    }
    this.#running = undefined;
  }

  async #commit(appends: readonly Waiting[]): Promise<void> {
    try {
      await this.#transaction(appends);
    } catch (error) {
      // One append that cannot be written must not take the others with it.
      if (appends.length === 1) appends[0]?.reject(error);
      else for (const append of appends) await this.#commit([append]);
    }
  }

  async #transaction(appends: readonly Waiting[]): Promise<void> {
    await this.#begin();
    const results = this.#write(appends);
    this.committed(appends.reduce((bytes, { events }) => bytes + sizeOf(events), 0));
    appends.forEach((append, index) => {
      answer(append, results[index] ?? []);
    });
  }

  #write(appends: readonly Append[]): Appended[] {
    try {
      const results = this.#batch.write(appends);
      this.database.exec('COMMIT');
      return results;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      this.#batch.forget();
      throw error;
    }
  }

  async #begin(): Promise<void> {
    const patience = performance.now() + PATIENCE;
    for (;;) {
      try {
        this.database.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
        if (performance.now() > patience) throw new StoreUnavailable('Another process keeps the log busy.', { cause: error });
      }
      // Waiting here leaves the event loop free.
      await sleep(2 + Math.random() * 10);
    }
  }
}

function answer(append: Waiting, result: Appended): void {
  if (result instanceof Error) append.reject(result);
  else append.resolve(result);
}

function sizeOf(events: Append['events']): number {
  return events.reduce((bytes, event) => bytes + event.data.length + event.metadata.length + 300, 0);
}
