import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  NO_PREVIOUS,
  NO_STREAM,
  WrongExpectedRevision,
  follows,
  type SealedEvent,
  type StreamName,
} from '#event-sourcing';

/** One caller's append, waiting for its batch. */
export interface Append {
  readonly stream: StreamName;
  readonly expectedRevision: number;
  readonly events: readonly SealedEvent[];
}

export type Appended = readonly bigint[] | WrongExpectedRevision;

/** What is known of a stream as of this connection's last transaction. */
interface Known {
  /** Absent before its first event. */
  number: number | undefined;
  revision: number;
  hash: string;
}

/** Streams that are remembered. */
const REMEMBERED = 10_000;

/** Writes appends inside a transaction that its caller has begun: all checks first, then all rows. */
export class AppendBatch {
  readonly #lastOf: StatementSync;
  readonly #at: StatementSync;
  readonly #version: StatementSync;
  readonly #addStream: StatementSync;
  readonly #addEvent: StatementSync;
  readonly #streams = new Map<StreamName, Known>();
  #dataVersion: unknown;

  constructor(database: DatabaseSync) {
    this.#lastOf = database.prepare(
      `SELECT s.number, e.revision, e.hash FROM streams s JOIN events e ON e.stream = s.number
       WHERE s.name = ? ORDER BY e.revision DESC LIMIT 1`,
    );
    this.#at = database.prepare('SELECT position, hash FROM events WHERE stream = ? AND revision = ?');
    this.#version = database.prepare('PRAGMA data_version');
    this.#addStream = database.prepare('INSERT INTO streams (name, category) VALUES (?, ?)');
    this.#addEvent = database.prepare(
      `INSERT INTO events (stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  write(appends: readonly Append[]): Appended[] {
    this.#noticeOthers();
    const fits = appends.map((append) => this.#fits(append));
    const written = appends.map((append, index) => (fits[index] ? this.#insert(append) : undefined));
    // What does not fit may be a resend, even of what this very batch has written.
    return appends.map((append, index) => written[index] ?? this.#again(append));
  }

  /** Forgets what a rolled-back transaction taught. */
  forget(): void {
    this.#streams.clear();
  }

  /** What is remembered holds until another connection commits. */
  #noticeOthers(): void {
    const version = this.#version.get()?.['data_version'];
    if (version !== this.#dataVersion || this.#streams.size > REMEMBERED) this.#streams.clear();
    this.#dataVersion = version;
  }

  /** Whether the events follow their stream's end, which then moves on. */
  #fits({ stream, expectedRevision, events }: Append): boolean {
    const known = this.#known(stream);
    if (known.revision !== expectedRevision || !follows(known, events)) return false;
    const last = events.at(-1);
    if (!last) return true;
    known.revision = last.revision;
    known.hash = ownText(last.hash);
    return true;
  }

  #again(append: Append): Appended {
    const { stream, expectedRevision } = append;
    const { number, revision } = this.#known(stream);
    return this.#positionsOf(number, append.events) ?? new WrongExpectedRevision(stream, expectedRevision, revision);
  }

  /** Positions of the very same events, if they were appended before. */
  #positionsOf(stream: number | undefined, events: readonly SealedEvent[]): bigint[] | undefined {
    if (stream === undefined || events.length === 0) return undefined;
    const positions: bigint[] = [];
    for (const event of events) {
      const row = this.#at.get(stream, event.revision) as { position: number; hash: string } | undefined;
      if (row?.hash !== event.hash) return undefined;
      positions.push(BigInt(row.position));
    }
    return positions;
  }

  #insert({ stream, events }: Append): bigint[] {
    if (events.length === 0) return [];
    const known = this.#known(stream);
    const number = (known.number ??= this.#newStream(stream));
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

  #known(stream: StreamName): Known {
    let known = this.#streams.get(stream);
    if (!known) {
      const last = this.#lastOf.get(stream) as Known | undefined;
      known = last ?? { number: undefined, revision: NO_STREAM, hash: NO_PREVIOUS };
      this.#streams.set(ownText(stream), known);
    }
    return known;
  }

  #newStream(stream: StreamName): number {
    const category = stream.slice(0, stream.indexOf('-'));
    return Number(this.#addStream.run(stream, category).lastInsertRowid);
  }
}

/** The same text with memory of its own: one cut out of a message would keep all of it for as long as it is remembered. */
function ownText<Text extends string>(text: Text): Text {
  return Buffer.from(text).toString() as Text;
}
