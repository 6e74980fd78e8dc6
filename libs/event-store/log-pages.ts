import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StoredEvent, StreamName, Visibility } from '#event-sourcing';

/** Megabytes of the file that are kept: it is read from one end to the other. */
const CACHE = 8;
const COLUMNS = 'e.position, s.name, e.revision, e.id, e.type, e.schema_version, e.at, e.account, e.visibility, e.data';

type Row = [
  number,
  StreamName,
  number,
  string,
  string,
  number,
  string,
  string | null,
  Visibility,
  string,
  string?,
  string?,
];

export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Up to where the page goes, whether or not an event of interest lies there. */
  readonly end: bigint;
}

/** Reads a log from one end to the other for a thread that has nothing else to do, by a connection that cannot write. */
export class LogPages {
  readonly #database: DatabaseSync;
  readonly #lean: StatementSync;
  readonly #whole: StatementSync;
  readonly #head: StatementSync;
  readonly #rest: StatementSync;
  /** Metadata and hash are half of an event, and most readers want neither. */
  #isRestWanted = false;

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
    this.#lean = this.#pageOf(COLUMNS);
    this.#whole = this.#pageOf(`${COLUMNS}, e.metadata, e.hash`);
    this.#head = this.#database.prepare('SELECT max(position) FROM events', { returnArrays: true });
    this.#rest = this.#database.prepare('SELECT metadata, hash FROM events WHERE position = ?', { returnArrays: true });
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
    const statement = this.#isRestWanted ? this.#whole : this.#lean;
    const rows = statement.all(after, end, ...this.ignored) as unknown as Row[];
    return { events: rows.map((row) => new PagedEvent(row, this.#readRest)), end };
  }

  close(): void {
    this.#database.close();
  }

  #pageOf(columns: string): StatementSync {
    const others = this.ignored.length === 0 ? '' : `AND e.type NOT IN (${this.ignored.map(() => '?').join(', ')})`;
    // CROSS JOIN keeps SQLite on the table's own order, whatever its statistics say.
    const sql = `SELECT ${columns} FROM events e CROSS JOIN streams s ON s.number = e.stream
       WHERE e.position > ? AND e.position <= ? ${others} ORDER BY e.position`;
    return this.#database.prepare(sql, { returnArrays: true });
  }

  /** Whoever asks once asks again: the following pages bring it along. */
  readonly #readRest = (position: bigint): Rest => {
    this.#isRestWanted = true;
    return this.#rest.get(position) as unknown as Rest;
  };
}

type Rest = readonly [metadata: string, hash: string];

/** An event of a page; a class, since V8 moves what it takes for long-lived literals where garbage is collected late. */
class PagedEvent implements StoredEvent {
  readonly position: bigint;
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly at: string;
  readonly account: string | undefined;
  readonly visibility: Visibility;
  readonly data: string;
  #rest: Rest | undefined;
  readonly #readRest: (position: bigint) => Rest;

  constructor(row: Row, readRest: (position: bigint) => Rest) {
    this.position = BigInt(row[0]);
    this.stream = row[1];
    this.revision = row[2];
    this.id = row[3];
    this.type = row[4];
    this.schemaVersion = row[5];
    this.at = row[6];
    this.account = row[7] ?? undefined;
    this.visibility = row[8];
    this.data = row[9];
    this.#rest = row[10] === undefined || row[11] === undefined ? undefined : [row[10], row[11]];
    this.#readRest = readRest;
  }

  get metadata(): string {
    return (this.#rest ??= this.#readRest(this.position))[0];
  }

  get hash(): string {
    return (this.#rest ??= this.#readRest(this.position))[1];
  }
}
