import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StoredEvent } from '#event-sourcing';
import { STORED_COLUMNS, storedEvent, type StoredRow } from './stored-row.js';

/** Megabytes of the file that are kept: it is read from one end to the other. */
const CACHE = 8;

export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Up to where the page goes, whether or not an event of interest lies there. */
  readonly end: bigint;
}

/** Reads a log from one end to the other for a thread that has nothing else to do, by a connection that cannot write. */
export class LogPages {
  readonly #database: DatabaseSync;
  readonly #page: StatementSync;
  readonly #head: StatementSync;

  /**
   * @param path of a log that must exist
   * @param ignored types of events that are left out of pages
   */
  constructor(
    path: string,
    private readonly ignored: readonly string[] = [],
  ) {
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    this.#database.exec(`PRAGMA cache_size=-${String(CACHE * 1024)}; PRAGMA query_only=1`);
    const others = ignored.length === 0 ? '' : `AND e.type NOT IN (${ignored.map(() => '?').join(', ')})`;
    // CROSS JOIN keeps SQLite on the table's own order, whatever its statistics say.
    this.#page = this.#database.prepare(
      `SELECT ${STORED_COLUMNS} FROM events e CROSS JOIN streams s ON s.number = e.stream
       WHERE e.position > ? AND e.position <= ? ${others} ORDER BY e.position`,
      { returnArrays: true },
    );
    this.#head = this.#database.prepare('SELECT max(position) FROM events', { returnArrays: true });
  }

  head(): bigint {
    const row = this.#head.get() as unknown as [number | null];
    return BigInt(row[0] ?? 0);
  }

  /** When the last event up to a position was recorded. */
  recordedAt(position: bigint): string | undefined {
    const sql = 'SELECT at FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1';
    const at = this.#database.prepare(sql).get(position)?.['at'];
    return typeof at === 'string' ? at : undefined;
  }

  /** The events after a position, over so many positions at most. */
  page(after: bigint, positions: number): LogPage {
    const head = this.head();
    const wanted = after + BigInt(positions);
    const end = wanted < head ? wanted : head;
    if (end <= after) return { events: [], end: after };
    const rows = this.#page.all(after, end, ...this.ignored) as unknown as StoredRow[];
    return { events: rows.map(storedEvent), end };
  }

  close(): void {
    this.#database.close();
  }
}
