import type { Document, StoredEvent } from '#event-sourcing';
import { listOf } from './condition-sql.js';
import {
  Fenced,
  type DocumentWrite,
  type Flush,
  type ParkedEvent,
  type StoredDocument,
  type ViewWriter,
} from './read-model-store.js';
import { toSql } from './sql-value.js';
import type { SqliteViewFile } from './sqlite-view-file.js';
import { giveTurn } from './turn.js';

const IDS_AT_ONCE = 256;
/** So few documents are written at once, in the turn that it is. */
const FEW = 32;
/** A transaction's writes hold the event loop no longer than about this, and its commit neither, which grows with what is written. */
const SLICE_MS = 4;
const SLICE_CHARACTERS = 400_000;

/** Writes to one view's file, as long as nobody else has taken it over. */
export class SqliteViewWriter implements ViewWriter {
  #hasTombstones: boolean;
  /** Whether some field holds or held an array. */
  #hasElements: boolean;
  readonly #upsert: string;

  private constructor(
    private readonly file: SqliteViewFile,
    private readonly epoch: bigint,
    readonly position: bigint,
    readonly isEmpty: boolean,
  ) {
    this.#hasTombstones = !isEmpty;
    this.#hasElements = file.arrays.size > 0;
    this.#upsert = upsertInto(file.fields);
  }

  static async takeOver(file: SqliteViewFile): Promise<SqliteViewWriter> {
    return file.transaction(() => {
      const row = file
        .prepared(
          `UPDATE checkpoint SET epoch = epoch + 1
        RETURNING CAST(epoch AS TEXT) AS epoch, CAST(position AS TEXT) AS position,
          NOT EXISTS (SELECT 1 FROM documents) AND NOT EXISTS (SELECT 1 FROM tombstones) AS is_empty`,
        )
        .get();
      return new SqliteViewWriter(file, big(row?.['epoch']), big(row?.['position']), row?.['is_empty'] === 1);
    });
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
      next = await this.file.transaction(() => {
        const done = this.#writeSome(flush.writes, next);
        if (done === flush.writes.length) this.#finish(flush);
        else this.#mustOwn(flush.from);
        return done;
      });
    } while (next < flush.writes.length);
  }

  async parked(): Promise<ParkedEvent[]> {
    const rows = this.file.prepared('SELECT scope, key, reason, event FROM parked ORDER BY position, scope, key').all();
    return rows.map((row) => ({
      scope: row['scope'] as ParkedEvent['scope'],
      key: String(row['key']),
      reason: String(row['reason']),
      event: parseEvent(String(row['event'])),
    }));
  }

  /** Writes for one slice of time; returns the index of the first write that is left. */
  #writeSome(writes: readonly DocumentWrite[], start: number): number {
    const end = performance.now() + SLICE_MS;
    let characters = 0;
    let index = start;
    for (const write of writes.slice(start)) {
      if (characters > SLICE_CHARACTERS || (index % 8 === 0 && performance.now() > end)) break;
      this.#write(write);
      characters += write.text?.length ?? 0;
      index += 1;
    }
    return index;
  }

  #write({ id, position, doc, text }: DocumentWrite): void {
    const { file } = this;
    if (this.#hasElements) file.prepared('DELETE FROM elements WHERE id = ?').run(id);
    if (!doc || text === undefined) {
      file.prepared('DELETE FROM documents WHERE id = ?').run(id);
      file.prepared('INSERT OR REPLACE INTO tombstones VALUES (?, ?)').run(id, position);
      this.#hasTombstones = true;
      return;
    }
    if (this.#hasTombstones) file.prepared('DELETE FROM tombstones WHERE id = ?').run(id);
    const values = file.fields.map((field) => (doc as unknown as Record<string, unknown>)[field]);
    file.prepared(this.#upsert).run(id, position, text, ...values.map(toSql));
    values.forEach((value, index) => {
      if (Array.isArray(value)) this.#writeElements(id, file.fields[index] ?? '', value);
    });
  }

  #writeElements(id: string, field: string, elements: readonly unknown[]): void {
    this.#hasElements = true;
    this.file.prepared('INSERT OR IGNORE INTO array_fields VALUES (?)').run(field);
    for (const element of new Set(elements.map(toSql))) {
      this.file.prepared('INSERT INTO elements VALUES (?, ?, ?)').run(field, element, id);
    }
  }

  #finish({ from, to, parked, released = [] }: Flush): void {
    for (const { scope, key } of released) {
      this.file.prepared('DELETE FROM parked WHERE scope = ? AND key = ?').run(scope, key);
    }
    for (const { scope, key, reason, event } of parked) {
      this.file
        .prepared('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)')
        .run(scope, key, event.position, reason, formatEvent(event));
    }
    const moved = this.file
      .prepared('UPDATE checkpoint SET position = ? WHERE position = ? AND epoch = ?')
      .run(to, from, this.epoch);
    if (moved.changes !== 1) throw new Fenced(this.file.name);
  }

  #mustOwn(from: bigint): void {
    const found = this.file.prepared('SELECT 1 FROM checkpoint WHERE position = ? AND epoch = ?').get(from, this.epoch);
    if (!found) throw new Fenced(this.file.name);
  }
}

function upsertInto(fields: readonly string[]): string {
  const names = ['position', 'doc', ...fields.map((field) => `"f_${field}"`)];
  const set = names.map((name) => `${name} = excluded.${name}`).join(', ');
  return `INSERT INTO documents(id, ${names.join(', ')}) VALUES (?${', ?'.repeat(names.length)}) ON CONFLICT(id) DO UPDATE SET ${set}`;
}

function big(text: unknown): bigint {
  return BigInt(text as string);
}

function formatEvent(event: StoredEvent): string {
  return JSON.stringify({ ...event, position: String(event.position) });
}

function parseEvent(text: string): StoredEvent {
  const stored = JSON.parse(text) as Omit<StoredEvent, 'position'> & { position: string };
  return { ...stored, account: stored.account, position: BigInt(stored.position) };
}
