import { DatabaseSync } from 'node:sqlite';
import type { ViewNotes } from './read-model-store.js';
import { parseNotes } from './view-notes.js';

/** A document of a build, as stored. */
export interface BuiltDocument {
  readonly id: string;
  /** Of the last event in it. */
  readonly position: bigint;
  readonly text: string;
}

/** Every document of one build as of one moment, whoever goes on writing it. */
export class BuiltDocuments {
  /** Checkpoint: everything up to it is in the documents, and in some of them what came after. */
  readonly position: bigint;
  readonly notes: ViewNotes;
  readonly #database: DatabaseSync;

  /** @param path of a view's file that exists; it is only read */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    this.#database.exec('PRAGMA cache_size=-16000; BEGIN');
    const row = this.#database.prepare('SELECT CAST(position AS TEXT) AS position, notes FROM checkpoint').get();
    this.position = BigInt(String(row?.['position']));
    this.notes = parseNotes(String(row?.['notes']));
  }

  /** In the order of {@link compareIds}. */
  *all(): Generator<BuiltDocument, void> {
    const rows = this.#database.prepare('SELECT id, CAST(position AS TEXT), doc FROM documents ORDER BY id', {
      returnArrays: true,
    });
    for (const row of rows.iterate() as Iterable<unknown> as Iterable<[string, string, string]>) {
      yield { id: row[0], position: BigInt(row[1]), text: row[2] };
    }
  }

  /** Ids of documents that an event after the position has deleted. */
  deletedAfter(position: bigint): Set<string> {
    const rows = this.#database.prepare('SELECT id FROM tombstones WHERE position > ?').all(position);
    return new Set(rows.map((row) => String(row['id'])));
  }

  close(): void {
    this.#database.close();
  }
}

/** Orders ids as SQLite does: by their UTF-8 bytes, which is by code point. */
export function compareIds(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [one.charCodeAt(index), other.charCodeAt(index)];
    if (a !== b) return rankOf(a) - rankOf(b);
  }
  return one.length - other.length;
}

/** Halves of pairs stand for code points beyond all others. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
