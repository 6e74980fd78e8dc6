import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendOutcomeUnknown, StoreUnavailable } from '#event-sourcing';
import { AppendBatch, type Append, type Appended } from './append-batch.js';

interface Waiting extends Append {
  readonly resolve: (positions: readonly bigint[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Primary result codes of SQLite; the upper bits of an extended code say more. */
const BUSY = 5;
const READ_ONLY = 8;
const IO_ERROR = 10;
const FULL = 13;
const CANNOT_OPEN = 14;

/** How long a log is waited for that was busy for all of the patience before: whoever keeps it seems to hang. */
const SHORT_PATIENCE_MS = 200;

export interface GroupCommitOptions {
  /** Called after a commit, before it is answered. */
  readonly committed: () => void;
  /** How long a log that another process is writing to is waited for, in milliseconds. */
  readonly patience: number;
  /** Called in each transaction before it writes; throws when this process may write no more. */
  readonly mayWrite?: (() => void) | undefined;
}

/** Appends of one event-loop turn share a transaction and its fsync; each is answered only after the commit. */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #hasGivenUp = false;
  readonly #batch: AppendBatch;

  constructor(
    private readonly database: DatabaseSync,
    private readonly options: GroupCommitOptions,
  ) {
    this.#batch = new AppendBatch(database);
  }

  /** How many appends wait for the next commit. */
  get waiting(): number {
    return this.#waiting.length;
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
    while (this.#waiting.length > 0) {
      // The turn that asked first may ask for more, and who was just answered may ask again.
      await new Promise(setImmediate);
      const appends = this.#waiting;
      this.#waiting = [];
      await this.#commit(appends);
    }
    this.#running = undefined;
  }

  async #commit(appends: readonly Waiting[]): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      for (const append of appends) append.reject(error);
      return;
    }
    try {
      this.#answer(appends, this.#write(appends));
    } catch (error) {
      // One append that cannot be written must not take the others with it.
      if (appends.length === 1) appends[0]?.reject(error);
      else for (const append of appends) await this.#commit([append]);
    }
  }

  /** Waits for another process's transaction without holding up the event loop. */
  async #begin(): Promise<void> {
    const { patience } = this.options;
    const until = performance.now() + (this.#hasGivenUp ? Math.min(SHORT_PATIENCE_MS, patience) : patience);
    for (;;) {
      try {
        this.database.exec('BEGIN IMMEDIATE');
        this.#hasGivenUp = false;
        return;
      } catch (error) {
        if (codeOf(error) !== BUSY) throw asUnavailable(error);
        if (performance.now() > until) {
          this.#hasGivenUp = true;
          throw new StoreUnavailable('Another process keeps the log busy.', { cause: error });
        }
      }
      await sleep(2 + Math.random() * 10);
    }
  }

  #write(appends: readonly Append[]): readonly Appended[] {
    let isCommitting = false;
    try {
      this.options.mayWrite?.();
      const results = this.#batch.write(appends);
      isCommitting = true;
      this.database.exec('COMMIT');
      return results;
    } catch (error) {
      this.#rollBack();
      // After a failed fsync nobody can say what a crash would leave on the disk.
      if (isCommitting && codeOf(error) === IO_ERROR) {
        throw new AppendOutcomeUnknown('The disk failed during a commit.', { cause: error });
      }
      throw asUnavailable(error);
    }
  }

  /** SQLite has rolled back by itself after some errors. */
  #rollBack(): void {
    this.#batch.forget();
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
  }

  #answer(appends: readonly Waiting[], results: readonly Appended[]): void {
    this.options.committed();
    for (const [index, append] of appends.entries()) {
      const result = results[index] ?? [];
      if (result instanceof Error) append.reject(result);
      else append.resolve(result);
    }
  }
}

function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}

/** What the disk or the file system refuses is nobody's mistake; anything else is thrown as it came. */
function asUnavailable(error: unknown): unknown {
  if (![READ_ONLY, IO_ERROR, FULL, CANNOT_OPEN].includes(codeOf(error))) return error;
  return new StoreUnavailable('The log cannot be written: its disk is full or failing.', { cause: error });
}
