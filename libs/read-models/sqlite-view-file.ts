import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlFields } from './condition-sql.js';
import type { ViewDefinition } from './read-model-store.js';
import { ViewSchema } from './view-schema.js';

const SQLITE_BUSY = 5;
/** How long a file that another process is writing to is waited for. */
const PATIENCE_MS = 10_000;
/** Of 4 KiB each in the write-ahead log, which is moved into the file in a pause before it becomes as long. */
const MOST_PAGES = 16_000;
const PAUSE_MS = 2_000;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Whether another process was writing at that moment. */
export function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === SQLITE_BUSY;
}

/** One view's file: its tables, prepared statements and transactions. */
export class SqliteViewFile implements SqlFields {
  readonly name: string;
  readonly #schema: ViewSchema;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #pause: NodeJS.Timeout | undefined;

  /** @param mayWrite called in each transaction before it writes; throws when this process may write no more */
  constructor(
    path: string,
    { name, indexes }: ViewDefinition,
    private readonly mayWrite?: () => void,
  ) {
    if (!NAME.test(name)) throw new TypeError(`${name} is no name of a view: it must be kebab-case.`);
    this.name = name;
    this.#schema = new ViewSchema({ indexes });
    this.#database = new DatabaseSync(path, { timeout: 1000 });
    this.#database.exec(
      `PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;
       PRAGMA wal_autocheckpoint=${String(MOST_PAGES)}`,
    );
    if (!this.#schema.isMade(this.#database)) this.#make();
    this.#database.exec('PRAGMA busy_timeout=0');
  }

  #make(): void {
    this.#database.exec('BEGIN IMMEDIATE');
    this.#schema.create(this.#database);
    if (!this.#schema.isIndexed(this.#database)) for (const sql of this.#schema.indexing) this.#database.exec(sql);
    this.#database.exec('COMMIT');
  }

  /** Declared fields, each a column. */
  get fields(): readonly string[] {
    return this.#schema.fields;
  }

  /** Columns of `documents` that a write fills, the id last. */
  get written(): readonly string[] {
    return this.#schema.written;
  }

  column(field: string): string | undefined {
    return this.#schema.column(field);
  }

  get arrays(): ReadonlySet<string> {
    return new Set(
      this.prepared('SELECT field FROM array_fields')
        .all()
        .map((row) => String(row['field'])),
    );
  }

  prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
      if (this.#statements.size > 200) this.#statements.delete(this.#statements.keys().next().value ?? '');
    }
    return statement;
  }

  /** Runs `work`, which awaits nothing, in one transaction; waits without blocking while another process writes. */
  async transaction<Result>(work: () => Result, patienceMs = PATIENCE_MS): Promise<Result> {
    const until = performance.now() + patienceMs;
    while (!this.#begin(performance.now() > until)) await sleep(2 + Math.random() * 8);
    try {
      this.mayWrite?.();
      const result = work();
      this.#database.exec('COMMIT');
      this.#checkpointInPause();
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#database.close();
  }

  /** Flushing the file takes longer than many commits: what comes in a burst does not wait for it. */
  #checkpointInPause(): void {
    if (this.#pause) this.#pause.refresh();
    else this.#pause = setTimeout(this.#checkpoint, PAUSE_MS).unref();
  }

  readonly #checkpoint = (): void => {
    try {
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A failing disk shows itself at the next write, where somebody is there to be told.
    }
  };

  /** Whether it began; while another process writes it did not, or throws when there is no time left. */
  #begin(isLate: boolean): boolean {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (isBusy(error) && !isLate) return false;
      throw error;
    }
  }
}
