import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Document } from '#event-sourcing';
import { Fenced, type ParkedEvent, type ViewDefinition, type ViewNotes } from './read-model-store.js';
import { RowNumbers } from './row-numbers.js';
import { toSql } from './sql-value.js';
import { formatEvent, parseParked, type ParkedRow } from './stored-parked.js';
import { formatNotes, parseNotes } from './view-notes.js';
import { ViewSchema } from './view-schema.js';

/** A document with the number of its row; 0 while it has none. */
export interface Row {
  readonly id: string;
  row: number;
  doc: Document | undefined;
  /** Of the last event in it. */
  position: bigint;
}

/**
 * A view's file while it is built: nobody reads it, so it has no index until everything is in it. Rows are found by
 * numbers kept in memory, 16 to 27 bytes for each document.
 */
export class BuildFile {
  readonly isIndexed: boolean;
  readonly #database: DatabaseSync;
  readonly #schema: ViewSchema;
  readonly #rows = new RowNumbers();
  readonly #arrays = new Set<string>();
  #epoch = 0n;
  #documents = 0;
  /** How many more there are by what is written and not stored. */
  #added = 0;
  #hasTombstones = false;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #byRow: StatementSync;

  constructor(
    path: string,
    private readonly definition: ViewDefinition,
  ) {
    this.#schema = new ViewSchema(definition);
    this.#database = new DatabaseSync(path, { timeout: 5_000 });
    this.#database.exec('BEGIN IMMEDIATE');
    this.#schema.create(this.#database);
    this.#database.exec('COMMIT');
    this.isIndexed = this.#schema.isIndexed(this.#database);
    // Without a reader, rows that are only added need no write-ahead log: they would be written twice.
    if (!this.isIndexed) this.#database.exec('PRAGMA journal_mode=TRUNCATE');
    this.#database.exec('PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000');
    const columns = this.#schema.written;
    const places = columns.map(() => '?').join(', ');
    this.#insert = this.#database.prepare(`INSERT INTO documents(${columns.join(', ')}) VALUES (${places})`);
    const set = columns.map((column) => `${column} = ?`).join(', ');
    this.#update = this.#database.prepare(`UPDATE documents SET ${set} WHERE rowid = ?`);
    this.#byRow = this.#database.prepare('SELECT id, CAST(position AS TEXT), doc FROM documents WHERE rowid = ?', {
      returnArrays: true,
    });
  }

  /** Checkpoint. */
  get position(): bigint {
    const row = this.#database.prepare('SELECT CAST(position AS TEXT) AS position FROM checkpoint').get();
    return BigInt(String(row?.['position']));
  }

  get notes(): ViewNotes {
    return parseNotes(String(this.#database.prepare('SELECT notes FROM checkpoint').get()?.['notes']));
  }

  parked(): ParkedEvent[] {
    const sql = 'SELECT scope, key, cause, reason, event FROM parked ORDER BY position, scope, key';
    return (this.#database.prepare(sql).all() as unknown as ParkedRow[]).map(parseParked);
  }

  /** Takes the file over, so that whoever wrote it before is {@link Fenced}, and finds what is in it. */
  takeOver(): void {
    const sql = 'UPDATE checkpoint SET epoch = epoch + 1 RETURNING CAST(epoch AS TEXT) AS epoch, documents';
    const row = this.#database.prepare(sql).get();
    this.#epoch = BigInt(String(row?.['epoch']));
    this.#documents = Number(row?.['documents']);
    for (const { field } of this.#database.prepare('SELECT field FROM array_fields').all()) {
      this.#arrays.add(String(field));
    }
    this.#hasTombstones = this.#database.prepare('SELECT 1 FROM tombstones LIMIT 1').get() !== undefined;
    for (const one of this.#database.prepare('SELECT rowid AS row, id FROM documents').iterate()) {
      this.#rows.add(String(one['id']), Number(one['row']));
    }
  }

  /** How many there are, those that {@link write} has written among them. */
  get documents(): number {
    return this.#documents + this.#added;
  }

  find(id: string): Row | undefined {
    let found: Row | undefined;
    this.#rows.find(id, (row) => {
      const stored = this.#byRow.get(row) as unknown as [string, string, string] | undefined;
      if (stored?.[0] !== id) return false;
      found = { id, row, doc: JSON.parse(stored[2]) as Document, position: BigInt(stored[1]) };
      return true;
    });
    return found;
  }

  /** Writes rows into a transaction that {@link store} ends, so that memory gets free. */
  write(rows: readonly Written[]): void {
    if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE');
    for (const row of rows) this.#added += this.#write(row);
  }

  /**
   * Stores parked events and the checkpoint with everything that was written since the last time, in one transaction, so
   * that a kill leaves all of it or nothing.
   *
   * @throws Fenced
   */
  store({ from, to, parked, notes }: BuildFlush): void {
    if (!this.#database.isTransaction) this.#database.exec('BEGIN IMMEDIATE');
    for (const { scope, key, cause, reason, event } of parked) {
      this.#database
        .prepare('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?, ?)')
        .run(scope, key, event.position, cause, reason, formatEvent(event));
    }
    const sql =
      'UPDATE checkpoint SET position = ?, documents = documents + ?, notes = ? WHERE position = ? AND epoch = ?';
    const moved = this.#database.prepare(sql).run(to, this.#added, formatNotes(notes), from, this.#epoch);
    if (moved.changes !== 1) throw new Fenced(this.definition.name);
    this.#database.exec('COMMIT');
    this.#documents += this.#added;
    this.#added = 0;
  }

  /** Makes the indexes, after which the file is as any view's; called before each with the share that is done. */
  index(onStep: (share: number) => void): void {
    const steps = this.#schema.indexing;
    this.#database.exec('BEGIN IMMEDIATE');
    this.#fillElements();
    this.#database.exec('COMMIT');
    steps.forEach((sql, number) => {
      onStep(number / steps.length);
      this.#database.exec(sql);
    });
    this.#database.exec('PRAGMA journal_mode=WAL');
  }

  close(): void {
    this.#database.close();
  }

  #write({ row, text }: Written): number {
    const { id, position, doc } = row;
    if (!doc || text === undefined) return this.#delete(row);
    if (this.#hasTombstones) this.#database.prepare('DELETE FROM tombstones WHERE id = ?').run(id);
    const values = this.#schema.fields.map((field) => this.#valueOf(field, doc));
    if (row.row !== 0) {
      this.#update.run(position, ...values, text, id, row.row);
      return 0;
    }
    row.row = Number(this.#insert.run(position, ...values, text, id).lastInsertRowid);
    this.#rows.add(id, row.row);
    return 1;
  }

  /** Leaves a tombstone, so that a comparison with a build that is less far finds that there was one. */
  #delete(row: Row): number {
    this.#hasTombstones = true;
    this.#database.prepare('INSERT OR REPLACE INTO tombstones VALUES (?, ?)').run(row.id, row.position);
    if (row.row === 0) return 0;
    this.#database.prepare('DELETE FROM documents WHERE rowid = ?').run(row.row);
    row.row = 0;
    return -1;
  }

  #valueOf(field: string, doc: Document): SQLInputValue {
    const value = (doc as unknown as Record<string, unknown>)[field];
    if (Array.isArray(value) && !this.#arrays.has(field)) {
      this.#arrays.add(field);
      this.#database.prepare('INSERT OR IGNORE INTO array_fields VALUES (?)').run(field);
    }
    return toSql(value);
  }

  /** What arrays hold, found in the documents once all of them are there. */
  #fillElements(): void {
    this.#database.exec('DELETE FROM elements');
    const insert = this.#database.prepare('INSERT INTO elements VALUES (?, ?, ?)');
    for (const field of this.#arrays) {
      const holders = `SELECT id, doc FROM documents WHERE ${this.#schema.column(field) ?? ''} = ?`;
      for (const row of this.#database.prepare(holders).iterate(toSql([]))) {
        const elements = (JSON.parse(String(row['doc'])) as Record<string, readonly unknown[]>)[field] ?? [];
        for (const element of new Set(elements.map(toSql))) insert.run(field, element, String(row['id']));
      }
    }
  }
}

export interface BuildFlush {
  /** Checkpoint that was last stored. */
  readonly from: bigint;
  readonly to: bigint;
  readonly parked: readonly ParkedEvent[];
  readonly notes: ViewNotes;
}

/** A row to store, and its document's JSON text: none to delete it. */
export interface Written {
  readonly row: Row;
  readonly text: string | undefined;
}
