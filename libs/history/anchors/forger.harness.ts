import { DatabaseSync } from 'node:sqlite';
import { NO_PREVIOUS, canonicalJson, chainHash, type EventMetadata, type StreamName } from '#event-sourcing';

interface Row {
  readonly position: number;
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly at: string;
  readonly account: string | null;
  readonly visibility: string;
  readonly data: string;
  readonly metadata: string;
}

/** Somebody who writes into the log's file, knows how it is made, and has no key. */
export class Forger {
  readonly #log: DatabaseSync;

  constructor(path: string) {
    this.#log = new DatabaseSync(path);
  }

  do(sql: string): void {
    this.#log.exec(sql);
  }

  /** Computes all chains anew, columns and metadata in agreement, so that they hold. */
  rechain(): void {
    const rows = this.#log
      .prepare(
        `SELECT position, s.name AS stream, revision, id, type, schema_version AS schemaVersion, at, account, visibility,
         data, metadata FROM events e JOIN streams s ON s.number = e.stream ORDER BY s.number, revision`,
      )
      .all() as unknown as Row[];
    const update = this.#log.prepare('UPDATE events SET metadata = ?, hash = ? WHERE position = ?');
    const ends = new Map<string, string>();
    for (const row of rows) {
      const prev = ends.get(row.stream) ?? NO_PREVIOUS;
      const metadata = canonicalJson({
        ...(JSON.parse(row.metadata) as EventMetadata),
        ...(row.account !== null && { account: row.account }),
        visibility: row.visibility as EventMetadata['visibility'],
        prev,
      });
      const hash = chainHash(prev, { ...row, metadata });
      update.run(metadata, hash, row.position);
      ends.set(row.stream, hash);
    }
  }

  /** Makes positions and revisions go without a gap again, in their order. */
  closeGaps(): void {
    this.do(`
      CREATE TEMP TABLE kept AS
        SELECT position AS old, row_number() OVER (ORDER BY position) AS new,
          row_number() OVER (PARTITION BY stream ORDER BY revision) - 1 AS revision FROM events;
      UPDATE events SET revision = revision + 1000;
      UPDATE events SET revision = (SELECT revision FROM kept WHERE old = position);
      UPDATE events SET position = -(SELECT new FROM kept WHERE old = position);
      UPDATE events SET position = -position;
      DROP TABLE kept`);
  }

  /** Puts a copy of the event at one position directly behind another position, as the next one of its stream. */
  insert(copied: number, behind: number, change = `data`): void {
    this.do(`
      UPDATE events SET position = -position - 1 WHERE position > ${behind};
      UPDATE events SET position = -position WHERE position < 0;
      UPDATE events SET revision = revision + 1000 WHERE stream = (SELECT stream FROM events WHERE position = ${copied})
        AND position > ${behind};
      INSERT INTO events (position, stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash)
        SELECT ${behind + 1}, stream, 999, id, type, schema_version, at, account, visibility, ${change}, metadata, hash
        FROM events WHERE position = ${copied};`);
    this.closeGaps();
    this.rechain();
  }

  /** Changes an event's data, again and again, until its hash begins with the same four digits as before. */
  collide(position: number): void {
    const { hash } = this.#log.prepare('SELECT hash FROM events WHERE position = ?').get(position) as { hash: string };
    const row = this.#log
      .prepare(
        `SELECT s.name AS stream, revision, id, type, schema_version AS schemaVersion, at, metadata
         FROM events e JOIN streams s ON s.number = e.stream WHERE position = ?`,
      )
      .get(position) as unknown as Omit<Row, 'data'>;
    const { prev } = JSON.parse(row.metadata) as EventMetadata;
    for (let salt = 0; ; salt += 1) {
      const data = `{"salt":${salt}}`;
      const found = chainHash(prev, { ...row, data });
      if (found.slice(0, 4) !== hash.slice(0, 4)) continue;
      this.#log.prepare('UPDATE events SET data = ?, hash = ? WHERE position = ?').run(data, found, position);
      return;
    }
  }

  close(): void {
    this.#log.close();
  }
}
