import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlFields } from './condition-sql.js';
import type { ViewDefinition } from './read-model-store.js';

const SQLITE_BUSY = 5;
/** How long a file that another process is writing to is waited for. */
const PATIENCE_MS = 10_000;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const FIELD = /^[A-Za-z][A-Za-z0-9]*$/;
/** Grows with each change of the tables. */
const LAYOUT = 2;

const SCHEMA = `
  CREATE TABLE checkpoint(one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, epoch INTEGER NOT NULL,
    documents INTEGER NOT NULL, notes TEXT NOT NULL);
  CREATE TABLE tombstones(id TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE elements(field TEXT NOT NULL, value, id TEXT NOT NULL);
  CREATE INDEX elements_by_value ON elements(field, value, id);
  CREATE INDEX elements_by_id ON elements(id);
  CREATE TABLE array_fields(field TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE parked(scope TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, cause TEXT NOT NULL,
    reason TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY (scope, key, position)) WITHOUT ROWID;
  CREATE TABLE definition(text TEXT NOT NULL);`;

/** One view's file: its tables, prepared statements and transactions. */
export class SqliteViewFile implements SqlFields {
  readonly name: string;
  /** Declared fields, each a column. */
  readonly fields: readonly string[];
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param mayWrite called in each transaction before it writes; throws when this process may write no more */
  constructor(
    path: string,
    { name, indexes }: ViewDefinition,
    private readonly mayWrite?: () => void,
  ) {
    if (!NAME.test(name)) throw new TypeError(`${name} is no name of a view: it must be kebab-case.`);
    this.name = name;
    this.fields = fieldsOf(indexes);
    this.#database = new DatabaseSync(path, { timeout: 1000 });
    // Moving the write-ahead log into the file in small portions keeps each of them short.
    this.#database.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=250; PRAGMA cache_size=-16000',
    );
    this.#create(indexes);
    this.#database.exec('PRAGMA busy_timeout=0');
  }

  column(field: string): string | undefined {
    if (field === '_id') return 'id';
    return this.fields.includes(field) ? `"f_${field}"` : undefined;
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
  async transaction<Result>(work: () => Result): Promise<Result> {
    const patience = performance.now() + PATIENCE_MS;
    while (!this.#begin(performance.now() > patience)) await sleep(2 + Math.random() * 8);
    try {
      this.mayWrite?.();
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  /** Whether it began; while another process writes it did not, or throws when there is no time left. */
  #begin(isLate: boolean): boolean {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if ((error as { errcode?: number }).errcode === SQLITE_BUSY && !isLate) return false;
      throw error;
    }
  }

  /** Makes the tables; a file that was made for other indexes or in another layout holds nothing that the log does not, and starts anew. */
  #create(indexes: ViewDefinition['indexes']): void {
    const definition = JSON.stringify({ layout: LAYOUT, indexes });
    // Looking needs no lock, which a process may hold that was stopped in the middle of a write.
    if (this.#storedDefinition() === definition) return;
    this.#database.exec('BEGIN IMMEDIATE');
    if (this.#storedDefinition() !== definition) {
      for (const table of this.#tables()) this.#database.exec(`DROP TABLE "${table}"`);
      this.#database.exec(
        `${SCHEMA}${this.#documentsSchema(indexes)}INSERT INTO checkpoint VALUES (1, 0, 0, 0, '[[],[]]')`,
      );
      this.#database.prepare('INSERT INTO definition VALUES (?)').run(definition);
    }
    this.#database.exec('COMMIT');
  }

  #storedDefinition(): unknown {
    if (!this.#tables().includes('definition')) return undefined;
    return this.#database.prepare('SELECT text FROM definition').get()?.['text'];
  }

  #tables(): string[] {
    const rows = this.#database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
    return rows.map((row) => String(row['name']));
  }

  #documentsSchema(indexes: ViewDefinition['indexes']): string {
    const columns = this.fields.map((field) => `, "f_${field}" NOT NULL`).join('');
    const each = indexes.map((list, number) => {
      const parts = [...list.filter((field) => field !== '_id').map((field) => `"f_${field}"`), 'id'];
      return `CREATE INDEX documents_${String(number)} ON documents(${parts.join(', ')});`;
    });
    return `CREATE TABLE documents(id TEXT PRIMARY KEY, position INTEGER NOT NULL, doc TEXT NOT NULL${columns});${each.join('')}`;
  }
}

function fieldsOf(indexes: ViewDefinition['indexes']): string[] {
  const fields = [...new Set(indexes.flat())].filter((field) => field !== '_id');
  for (const field of fields) {
    if (!FIELD.test(field)) throw new TypeError(`${field} cannot be indexed: its name must be camelCase.`);
  }
  // Columns do not tell upper from lower case.
  if (new Set(fields.map((field) => field.toLowerCase())).size < fields.length) {
    throw new TypeError(`Two of the fields ${fields.join(', ')} differ by upper and lower case only.`);
  }
  return fields;
}
