import type { SQLInputValue } from 'node:sqlite';
import type { Document } from '#event-sourcing';
import { listOf } from './condition-sql.js';
import {
  Fenced,
  ViewLocked,
  type DocumentWrite,
  type Flush,
  type ParkedEvent,
  type StoredDocument,
  type ViewNotes,
  type ViewWriter,
} from './read-model-store.js';
import { toSql } from './sql-value.js';
import { isBusy, type SqliteViewFile } from './sqlite-view-file.js';
import { formatEvent, parseParked, type ParkedRow } from './stored-parked.js';
import { giveTurn } from './turn.js';
import { formatNotes, parseNotes } from './view-notes.js';

const IDS_AT_ONCE = 256;
/** How long a view is waited for that another process is writing to. */
const TAKE_OVER_MS = 500;
/** The epoch of one who has not taken the view over. */
const NOBODY = -1n;
const FOUND = `CAST(epoch AS TEXT) AS epoch, CAST(position AS TEXT) AS position, documents, notes,
  NOT EXISTS (SELECT 1 FROM documents) AND NOT EXISTS (SELECT 1 FROM tombstones) AS is_empty`;
/** So few documents are written at once, in the turn that it is. */
const FEW = 32;
/** A transaction's writes hold the event loop no longer than about this, and its commit neither, which grows with what is written. */
const SLICE_MS = 4;
const SLICE_CHARACTERS = 400_000;

/** Writes to one view's file, as long as nobody else has taken it over. */
export class SqliteViewWriter implements ViewWriter {
  readonly position: bigint;
  readonly isEmpty: boolean;
  readonly notes: ViewNotes;
  #documents: number;
  #notesText: string;
  #hasTombstones: boolean;
  /** Whether some field holds or held an array. */
  #hasElements: boolean;
  readonly #insert: string;
  readonly #update: string;

  private constructor(
    private readonly file: SqliteViewFile,
    private readonly epoch: bigint,
    found: Found,
  ) {
    this.position = found.position;
    this.isEmpty = found.isEmpty;
    this.notes = parseNotes(found.notes);
    this.#documents = found.documents;
    this.#notesText = found.notes;
    this.#hasTombstones = !found.isEmpty;
    this.#hasElements = file.arrays.size > 0;
    const columns = file.written;
    const places = columns.map(() => '?').join(', ');
    this.#insert = `INSERT INTO documents(${columns.join(', ')}) VALUES (${places}) ON CONFLICT(id) DO NOTHING`;
    const changed = columns.slice(0, -1).map((column) => `${column} = ?`);
    this.#update = `UPDATE documents SET ${changed.join(', ')} WHERE id = ?`;
  }

  /** @throws ViewLocked */
  static async takeOver(file: SqliteViewFile): Promise<SqliteViewWriter> {
    const taken = file.transaction(() => {
      const row = file.prepared(`UPDATE checkpoint SET epoch = epoch + 1 RETURNING ${FOUND}`).get();
      return new SqliteViewWriter(file, big(row?.['epoch']), foundIn(row));
    }, TAKE_OVER_MS);
    return taken.catch((error: unknown) => {
      throw isBusy(error) ? new ViewLocked(file.name, error) : error;
    });
  }

  static look(file: SqliteViewFile): SqliteViewWriter {
    return new SqliteViewWriter(file, NOBODY, foundIn(file.prepared(`SELECT ${FOUND} FROM checkpoint`).get()));
  }

  get documents(): number {
    return this.#documents;
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>();
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
      if (start > 0) await giveTurn();
      const list = listOf(ids.slice(start, start + IDS_AT_ONCE));
      const sql = `SELECT id, CAST(position AS TEXT) AS position, doc FROM documents WHERE id ${list.text}
        UNION ALL SELECT id, CAST(position AS TEXT), NULL FROM tombstones WHERE id ${list.text}`;
      for (const row of this.file.prepared(sql).iterate(...list.values, ...list.values)) {
        const text = row['doc'];
        const doc = typeof text === 'string' ? (JSON.parse(text) as Document) : undefined;
        found.set(String(row['id']), { doc, position: big(row['position']) });
      }
    }
    return found;
  }

  async flush(flush: Flush): Promise<void> {
    let next = 0;
    do {
      if (flush.writes.length > FEW) await giveTurn();
      const written = await this.file.transaction(() => {
        const slice = this.#writeSome(flush.writes, next);
        const isLast = slice.end === flush.writes.length;
        if (isLast) this.#writeParked(flush);
        if (isLast && flush.notes) this.#writeNotes(flush.notes);
        this.#moveCheckpoint(flush.from, isLast ? flush.to : flush.from, slice.added);
        return slice;
      });
      this.#documents += written.added;
      next = written.end;
    } while (next < flush.writes.length);
    if (flush.notes) this.#notesText = formatNotes(flush.notes);
  }

  async parked(): Promise<ParkedEvent[]> {
    const sql = 'SELECT scope, key, cause, reason, event FROM parked ORDER BY position, scope, key';
    return (this.file.prepared(sql).all() as unknown as ParkedRow[]).map(parseParked);
  }

  /** Writes for one slice of time; gives the index of the first write that is left, and how many more documents there are. */
  #writeSome(writes: readonly DocumentWrite[], start: number): { end: number; added: number } {
    const end = performance.now() + SLICE_MS;
    let characters = 0;
    let index = start;
    let added = 0;
    for (; index < writes.length; index += 1) {
      const write = writes[index];
      if (!write || characters > SLICE_CHARACTERS || (index % 8 === 0 && performance.now() > end)) break;
      added += this.#write(write);
      characters += write.text?.length ?? 0;
    }
    return { end: index, added };
  }

  /** Returns by how many there are more documents now: 1, 0 or -1. */
  #write({ id, position, doc, text, isStored = false }: DocumentWrite): number {
    const { file } = this;
    if (this.#hasElements) file.prepared('DELETE FROM elements WHERE id = ?').run(id);
    if (!doc || text === undefined) {
      file.prepared('INSERT OR REPLACE INTO tombstones VALUES (?, ?)').run(id, position);
      this.#hasTombstones = true;
      return -Number(file.prepared('DELETE FROM documents WHERE id = ?').run(id).changes);
    }
    if (this.#hasTombstones) file.prepared('DELETE FROM tombstones WHERE id = ?').run(id);
    const values = file.fields.map((field) => (doc as unknown as Record<string, unknown>)[field]);
    const added = this.#put(isStored, [position, ...values.map(toSql), text, id]);
    values.forEach((value, index) => {
      if (Array.isArray(value)) this.#writeElements(id, file.fields[index] ?? '', value);
    });
    return added;
  }

  /** Tries first what is likely. */
  #put(isStored: boolean, columns: readonly SQLInputValue[]): number {
    const isUpdated = (): boolean => this.file.prepared(this.#update).run(...columns).changes === 1;
    const isInserted = (): boolean => this.file.prepared(this.#insert).run(...columns).changes === 1;
    if (isStored && isUpdated()) return 0;
    if (isInserted()) return 1;
    isUpdated();
    return 0;
  }

  #writeElements(id: string, field: string, elements: readonly unknown[]): void {
    this.#hasElements = true;
    this.file.prepared('INSERT OR IGNORE INTO array_fields VALUES (?)').run(field);
    for (const element of new Set(elements.map(toSql))) {
      this.file.prepared('INSERT INTO elements VALUES (?, ?, ?)').run(field, element, id);
    }
  }

  #writeParked({ parked, released = [] }: Flush): void {
    for (const { scope, key } of released) {
      this.file.prepared('DELETE FROM parked WHERE scope = ? AND key = ?').run(scope, key);
    }
    for (const { scope, key, cause, reason, event } of parked) {
      this.file
        .prepared('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?, ?)')
        .run(scope, key, event.position, cause, reason, formatEvent(event));
    }
  }

  #writeNotes(notes: ViewNotes): void {
    const text = formatNotes(notes);
    if (text !== this.#notesText) this.file.prepared('UPDATE checkpoint SET notes = ?').run(text);
  }

  /** @throws Fenced */
  #moveCheckpoint(from: bigint, to: bigint, added: number): void {
    const sql = 'UPDATE checkpoint SET position = ?, documents = documents + ? WHERE position = ? AND epoch = ?';
    if (this.file.prepared(sql).run(to, added, from, this.epoch).changes !== 1) throw new Fenced(this.file.name);
  }
}

/** What a view's file says when it is taken over. */
interface Found {
  readonly position: bigint;
  readonly isEmpty: boolean;
  readonly documents: number;
  readonly notes: string;
}

function foundIn(row: Record<string, unknown> | undefined): Found {
  return {
    position: big(row?.['position']),
    isEmpty: row?.['is_empty'] === 1,
    documents: Number(row?.['documents']),
    notes: String(row?.['notes']),
  };
}

function big(text: unknown): bigint {
  return BigInt(text as string);
}
