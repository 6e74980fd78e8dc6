import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type {
  EventStore,
  ReadAllOptions,
  ReadStreamOptions,
  SealedEvent,
  StoredEvent,
  StreamName,
} from '#event-sourcing';
import { openLogDatabase } from './log-database.js';
import { LocalLogWriter, type LogWriter } from './log-writer.js';
import { STORED_COLUMNS, storedEvent, type StoredRow } from './stored-row.js';
import { ThreadedLogWriter } from './threaded-log-writer.js';

/** How often other processes' commits are looked for, in milliseconds. */
const POLL = 50;
const NO_LIMIT = -1;

export interface SqliteEventStoreOptions {
  /** Reads a log that must exist, and never writes. */
  readonly readOnly?: boolean;
  /** How long a log that another process is writing to is waited for before `StoreUnavailable`, in milliseconds; 5,000 when absent. */
  readonly patience?: number;
  /** Megabytes of the file that are kept in memory; 64 when absent. */
  readonly cache?: number | undefined;
  /** Called in each transaction before it writes; throws when this process may write no more. */
  readonly mayWrite?: (() => void) | undefined;
  /** Commits in a thread of its own while this one goes on; `claim` is a file that is gone when this process may write no more. */
  readonly thread?: { readonly claim: string | undefined } | undefined;
}

/** The log in one SQLite file. Commits are durable (WAL, fsync each) and shared by the appends of an event-loop turn. */
export class SqliteEventStore implements EventStore {
  readonly #database: DatabaseSync;
  readonly #writer: LogWriter | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #statements = new Map<string, StatementSync>();
  #poll: NodeJS.Timeout | undefined;
  #dataVersion: number;

  constructor(path: string, options: SqliteEventStoreOptions = {}) {
    const { readOnly = false, cache } = options;
    this.#database = openLogDatabase(path, readOnly, cache);
    this.#writer = readOnly ? undefined : this.#writerOf(path, options);
    this.#dataVersion = this.#readDataVersion();
  }

  /** How many appends of this process wait for the next commit. */
  get waiting(): number {
    return this.#writer?.waiting ?? 0;
  }

  append(stream: StreamName, expectedRevision: number, events: readonly SealedEvent[]): Promise<readonly bigint[]> {
    if (!this.#writer) return Promise.reject(new Error('This log was opened for reading only.'));
    return this.#writer.append({ stream, expectedRevision, events });
  }

  readStream(stream: StreamName, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    const sql = `SELECT ${STORED_COLUMNS} FROM streams s JOIN events e ON e.stream = s.number
      WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`;
    return this.#read(sql, stream, options.from ?? 0, options.limit ?? NO_LIMIT);
  }

  async readLast(stream: StreamName): Promise<StoredEvent | undefined> {
    const sql = `SELECT ${STORED_COLUMNS} FROM streams s JOIN events e ON e.stream = s.number
      WHERE s.name = ? ORDER BY e.revision DESC LIMIT 1`;
    return (await this.#read(sql, stream)).at(0);
  }

  readAll(after: bigint, { categories, limit }: ReadAllOptions): Promise<StoredEvent[]> {
    const only = categories ? `AND s.category IN (${categories.map(() => '?').join(', ')})` : '';
    // CROSS JOIN keeps SQLite on the table's own order, whatever its statistics say.
    const sql = `SELECT ${STORED_COLUMNS} FROM events e CROSS JOIN streams s ON s.number = e.stream
      WHERE e.position > ? ${only} ORDER BY e.position LIMIT ?`;
    return this.#read(sql, after, ...(categories ?? []), limit);
  }

  async head(): Promise<bigint> {
    const row = this.#statement('SELECT max(position) FROM events').get() as unknown as [number | null];
    return BigInt(row[0] ?? 0);
  }

  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#poll ??= setInterval(this.#lookForOthers, POLL).unref();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#poll);
    this.#listeners.clear();
    await this.#writer?.close();
    if (this.#database.isOpen) this.#database.close();
  }

  async #read(sql: string, ...values: (string | number | bigint)[]): Promise<StoredEvent[]> {
    return (this.#statement(sql).all(...values) as unknown as StoredRow[]).map(storedEvent);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #readDataVersion(): number {
    const row = this.#statement('PRAGMA data_version').get() as unknown as [number];
    return row[0];
  }

  readonly #lookForOthers = (): void => {
    if (!this.#database.isOpen) return;
    const version = this.#readDataVersion();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#notify();
  };

  /** A listener that throws must not take the commit's answers with it. */
  readonly #notify = (): void => {
    for (const listener of this.#listeners) queueMicrotask(listener);
  };

  #writerOf(path: string, { patience = 5_000, cache, mayWrite, thread }: SqliteEventStoreOptions): LogWriter {
    const options = { patience, mayWrite, committed: this.#notify };
    if (!thread) return new LocalLogWriter(path, this.#database, options);
    return new ThreadedLogWriter({ path, cache, patience, claim: thread.claim }, options);
  }
}
