import type { DatabaseSync } from 'node:sqlite';
import type { Append } from './append-batch.js';
import { Checkpointer } from './checkpointer.js';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';

/** The one in a process who appends to a log. */
export interface LogWriter {
  /** How many appends are not committed yet. */
  readonly waiting: number;
  /** Resolves, or is refused, as `EventStore.append` says. */
  append(append: Append): Promise<readonly bigint[]>;
  /** Resolves when everything that was appended is answered, and nothing more is done. */
  close(): Promise<void>;
}

/** Appends in the thread that it is made in, which waits for each commit. */
export class LocalLogWriter implements LogWriter {
  readonly #commits: GroupCommit;
  readonly #checkpointer: Checkpointer;

  /** @param database the connection to the log at `path`; it stays its owner's */
  constructor(path: string, database: DatabaseSync, { committed, ...options }: GroupCommitOptions) {
    this.#checkpointer = new Checkpointer(path, database);
    this.#commits = new GroupCommit(database, {
      ...options,
      committed: () => {
        this.#checkpointer.committed();
        committed();
      },
    });
  }

  get waiting(): number {
    return this.#commits.waiting;
  }

  append(append: Append): Promise<readonly bigint[]> {
    return this.#commits.append(append);
  }

  async close(): Promise<void> {
    await this.#commits.settled();
    await this.#checkpointer.close();
  }
}
