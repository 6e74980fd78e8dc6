import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { IndexValue, ListOptions, VaultRecord, VaultRecords } from './vault.js';
import type { WriteQueue } from './write-queue.js';

type Row = Record<string, SQLOutputValue>;

const NAME = /^[a-z][A-Za-z0-9]*$/;

/** One table: values as JSON text, an index over an expression for each declared field. */
export class SqliteRecords<Value extends object> implements VaultRecords<Value> {
  readonly #statements = new Map<string, StatementSync>();
  readonly #table: string;

  constructor(
    private readonly database: DatabaseSync,
    private readonly writes: WriteQueue,
    name: string,
    private readonly indexes: readonly string[],
  ) {
    for (const word of [name, ...indexes]) {
      if (!NAME.test(word)) throw new TypeError(`${word} is no name of records or of a field: it must be camelCase.`);
    }
    this.#table = `"${name}"`;
    const fields = indexes.map(
      (field) => `CREATE INDEX IF NOT EXISTS "${name}.${field}" ON "${name}"(${extracted(field)});`,
    );
    database.exec(
      `CREATE TABLE IF NOT EXISTS "${name}"(id TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL) STRICT;${fields.join('')}`,
    );
  }

  /** @throws TypeError when somebody else declared these records without one of the fields */
  mustIndex(fields: readonly string[]): void {
    for (const field of fields) this.#field(field);
  }

  async get(id: string): Promise<VaultRecord<Value> | undefined> {
    const row = this.#prepared(`SELECT * FROM ${this.#table} WHERE id = ?`).get(known(id));
    return row && toRecord(row);
  }

  async find(field: keyof Value & string, value: IndexValue): Promise<VaultRecord<Value>[]> {
    const wanted = typeof value === 'boolean' ? Number(value) : known(value);
    const rows = this.#prepared(`SELECT * FROM ${this.#table} WHERE ${this.#field(field)} IS ? ORDER BY id`).all(
      wanted,
    );
    return rows.map((row) => toRecord<Value>(row));
  }

  async list({ after = '', limit }: ListOptions): Promise<VaultRecord<Value>[]> {
    const rows = this.#prepared(`SELECT * FROM ${this.#table} WHERE id > ? ORDER BY id LIMIT ?`).all(after, limit);
    return rows.map((row) => toRecord<Value>(row));
  }

  async insert(id: string, value: Value): Promise<boolean> {
    const parameters = [known(id), text(value)];
    return this.#change(
      `INSERT INTO ${this.#table}(id, version, value) VALUES (?, 1, ?) ON CONFLICT(id) DO NOTHING`,
      parameters,
    );
  }

  async replace(id: string, version: number, value: Value): Promise<boolean> {
    const parameters = [text(value), known(id), known(version)];
    return this.#change(
      `UPDATE ${this.#table} SET version = version + 1, value = ? WHERE id = ? AND version = ?`,
      parameters,
    );
  }

  async delete(id: string, version?: number): Promise<boolean> {
    if (version === undefined) return this.#change(`DELETE FROM ${this.#table} WHERE id = ?`, [known(id)]);
    return this.#change(`DELETE FROM ${this.#table} WHERE id = ? AND version = ?`, [known(id), version]);
  }

  async deleteBelow(field: keyof Value & string, value: string | number): Promise<number> {
    const types = typeof known(value) === 'number' ? `'integer', 'real'` : `'text'`;
    const expression = this.#field(field);
    const statement = this.#prepared(
      `DELETE FROM ${this.#table} WHERE ${expression} < ? AND typeof(${expression}) IN (${types})`,
    );
    return this.writes.write(() => Number(statement.run(value).changes));
  }

  async #change(sql: string, parameters: (string | number)[]): Promise<boolean> {
    const statement = this.#prepared(sql);
    return this.writes.write(() => statement.run(...parameters).changes === 1);
  }

  #field(field: string): string {
    if (!this.indexes.includes(field)) throw new TypeError(`${field} is no declared index of ${this.#table}.`);
    return extracted(field);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function extracted(field: string): string {
  return `json_extract(value, '$.${field}')`;
}

function known<T>(value: T): T {
  // The types say so, yet a record that is found by `undefined` would be somebody else's.
  if (value === undefined) throw new TypeError('An id or a value is missing.');
  return value;
}

function text(value: object): string {
  return JSON.stringify(known(value));
}

function toRecord<Value>(row: Row): VaultRecord<Value> {
  return { id: String(row['id']), version: Number(row['version']), value: JSON.parse(String(row['value'])) as Value };
}
