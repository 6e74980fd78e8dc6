import type { DatabaseSync } from 'node:sqlite';
import type { ViewDefinition } from './read-model-store.js';

const FIELD = /^[A-Za-z][A-Za-z0-9]*$/;

/** Grows with each change of the tables. */
const LAYOUT = 3;

const SCHEMA = `
  CREATE TABLE checkpoint(one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, epoch INTEGER NOT NULL,
    documents INTEGER NOT NULL, notes TEXT NOT NULL);
  INSERT INTO checkpoint VALUES (1, 0, 0, 0, '[[],[]]');
  CREATE TABLE tombstones(id TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE elements(field TEXT NOT NULL, value, id TEXT NOT NULL);
  CREATE TABLE array_fields(field TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE parked(scope TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, cause TEXT NOT NULL,
    reason TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY (scope, key, position)) WITHOUT ROWID;
  CREATE TABLE definition(text TEXT NOT NULL);`;

/** Last of the indexes to be made: where it is, all are. */
const LAST_INDEX = 'documents_by_id';

/** What a view's file is made for. */
export class ViewSchema {
  /** Declared fields, each a column. */
  readonly fields: readonly string[];
  readonly #indexes: ViewDefinition['indexes'];

  /** @throws TypeError for fields that would not do as columns */
  constructor({ indexes }: Pick<ViewDefinition, 'indexes'>) {
    this.#indexes = indexes;
    this.fields = fieldsOf(indexes);
  }

  column(field: string): string | undefined {
    if (field === '_id') return 'id';
    return this.fields.includes(field) ? `"f_${field}"` : undefined;
  }

  /** Columns of `documents` that a write fills, the id last. */
  get written(): readonly string[] {
    return ['position', ...this.fields.map((field) => `"f_${field}"`), 'doc', 'id'];
  }

  /** Makes the tables; a file that was made for other indexes or in another layout holds nothing that the log does not, and starts anew. */
  create(database: DatabaseSync): void {
    if (this.#isCreated(database)) return;
    for (const table of namesOf(database, 'table')) database.exec(`DROP TABLE "${table}"`);
    const columns = this.fields.map((field) => `, "f_${field}" NOT NULL`).join('');
    // What may be long stands last: whatever is read before it needs none of its pages.
    database.exec(
      `${SCHEMA} CREATE TABLE documents(id TEXT NOT NULL, position INTEGER NOT NULL${columns}, doc TEXT NOT NULL)`,
    );
    database.prepare('INSERT INTO definition VALUES (?)').run(this.#definition);
  }

  /** Whether tables and indexes are there. Looking needs no lock, which a process may hold that was stopped in the middle of a write. */
  isMade(database: DatabaseSync): boolean {
    return this.#isCreated(database) && this.isIndexed(database);
  }

  /** Statements that make the indexes, one each; making them of many documents at once is far cheaper than keeping them. */
  get indexing(): readonly string[] {
    const each = this.#indexes.map((list, number) => {
      const parts = [...list.filter((field) => field !== '_id').map((field) => `"f_${field}"`), 'id'];
      return `CREATE INDEX IF NOT EXISTS documents_${String(number)} ON documents(${parts.join(', ')})`;
    });
    return [
      'CREATE INDEX IF NOT EXISTS elements_by_value ON elements(field, value, id)',
      'CREATE INDEX IF NOT EXISTS elements_by_id ON elements(id)',
      ...each,
      `CREATE UNIQUE INDEX IF NOT EXISTS ${LAST_INDEX} ON documents(id)`,
    ];
  }

  isIndexed(database: DatabaseSync): boolean {
    return namesOf(database, 'index').includes(LAST_INDEX);
  }

  get #definition(): string {
    return JSON.stringify({ layout: LAYOUT, indexes: this.#indexes });
  }

  #isCreated(database: DatabaseSync): boolean {
    return storedDefinition(database) === this.#definition;
  }
}

function storedDefinition(database: DatabaseSync): unknown {
  if (!namesOf(database, 'table').includes('definition')) return undefined;
  return database.prepare('SELECT text FROM definition').get()?.['text'];
}

function namesOf(database: DatabaseSync, kind: 'table' | 'index'): string[] {
  const rows = database.prepare(`SELECT name FROM sqlite_schema WHERE type = ?`).all(kind);
  return rows.map((row) => String(row['name']));
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
