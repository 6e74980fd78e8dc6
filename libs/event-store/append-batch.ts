import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NO_STREAM, WrongExpectedRevision, type SealedEvent, type StreamName } from '#event-sourcing';

/** One caller's append, waiting for its batch. */
export interface Append {
  readonly stream: StreamName;
  readonly expectedRevision: number;
  readonly events: readonly SealedEvent[];
}

/** What became of an append when its batch was checked. */
type Checked =
  | { readonly kind: 'insert'; readonly append: Append }
  | { readonly kind: 'there'; readonly positions: readonly bigint[] }
  | { readonly kind: 'wrong'; readonly error: WrongExpectedRevision };

export type Appended = readonly bigint[] | WrongExpectedRevision;

/** Writes appends inside a transaction that its caller has begun: all checks first, then all rows. */
export class AppendBatch {
  readonly #numberOf: StatementSync;
  readonly #headOf: StatementSync;
  readonly #at: StatementSync;
  readonly #addStream: StatementSync;
  readonly #addEvent: StatementSync;
  readonly #streams = new Map<StreamName, number>();

  constructor(database: DatabaseSync) {
    this.#numberOf = database.prepare('SELECT number FROM streams WHERE name = ?');
    this.#headOf = database.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
    this.#at = database.prepare('SELECT position, id FROM events WHERE stream = ? AND revision = ?');
    this.#addStream = database.prepare('INSERT INTO streams (name, category) VALUES (?, ?)');
    this.#addEvent = database.prepare(
      `INSERT INTO events (stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  write(appends: readonly Append[]): Appended[] {
    const heads = new Map<StreamName, number>();
    const checked = appends.map((append) => this.#check(append, heads));
    return checked.map((one) => {
      if (one.kind === 'insert') return this.#insert(one.append);
      return one.kind === 'there' ? one.positions : one.error;
    });
  }

  /** Forgets what a rolled-back transaction taught. */
  forget(): void {
    this.#streams.clear();
  }

  #check(append: Append, heads: Map<StreamName, number>): Checked {
    const { stream, expectedRevision, events } = append;
    const head = heads.get(stream) ?? this.#head(stream);
    if (head === expectedRevision) {
      heads.set(stream, head + events.length);
      return { kind: 'insert', append };
    }
    const positions = this.#positionsOf(append);
    if (positions) return { kind: 'there', positions };
    return { kind: 'wrong', error: new WrongExpectedRevision(stream, expectedRevision, head) };
  }

  /** Positions of the very same events, if they were appended before. */
  #positionsOf({ stream, events }: Append): bigint[] | undefined {
    const number = this.#number(stream);
    if (number === undefined) return undefined;
    const positions: bigint[] = [];
    for (const event of events) {
      const row = this.#at.get(number, event.revision) as { position: number; id: string } | undefined;
      if (row?.id !== event.id) return undefined;
      positions.push(BigInt(row.position));
    }
    return positions;
  }

  #insert({ stream, events }: Append): bigint[] {
    const number = this.#number(stream) ?? this.#newStream(stream);
    return events.map((event) => {
      const { lastInsertRowid } = this.#addEvent.run(
        number,
        event.revision,
        event.id,
        event.type,
        event.schemaVersion,
        event.at,
        event.account ?? null,
        event.visibility,
        event.data,
        event.metadata,
        event.hash,
      );
      return BigInt(lastInsertRowid);
    });
  }

  #head(stream: StreamName): number {
    const number = this.#number(stream);
    if (number === undefined) return NO_STREAM;
    const row = this.#headOf.get(number) as { revision: number | null };
    return row.revision ?? NO_STREAM;
  }

  #number(stream: StreamName): number | undefined {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    const row = this.#numberOf.get(stream) as { number: number } | undefined;
    if (row) this.#remember(stream, row.number);
    return row?.number;
  }

  #newStream(stream: StreamName): number {
    const category = stream.slice(0, stream.indexOf('-'));
    const number = Number(this.#addStream.run(stream, category).lastInsertRowid);
    this.#remember(stream, number);
    return number;
  }

  #remember(stream: StreamName, number: number): void {
    if (this.#streams.size >= 50_000) this.#streams.clear();
    this.#streams.set(stream, number);
  }
}
