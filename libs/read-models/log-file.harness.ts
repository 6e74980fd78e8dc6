import { DatabaseSync } from 'node:sqlite';
import type { StoredEvent } from '#event-sourcing';
import { SqliteEventStore } from '#event-store';

/** Makes a log's file of events as they are, or adds those to it that it does not have; nothing is decided or checked. */
export async function writeLogFile(path: string, events: readonly StoredEvent[]): Promise<void> {
  const store = new SqliteEventStore(path);
  const head = await store.head();
  await store.close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous=OFF; BEGIN');
  const stream = database.prepare('INSERT OR IGNORE INTO streams(name, category) VALUES (?, ?)');
  const insert = database.prepare(
    `INSERT INTO events(position, stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash)
     VALUES (?, (SELECT number FROM streams WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const event of events) {
    if (event.position <= head) continue;
    const { type, schemaVersion, at, account = null, visibility, data, metadata, hash } = event;
    stream.run(event.stream, event.stream.split('-')[0] ?? '');
    const place = [event.position, event.stream, event.revision, event.id] as const;
    insert.run(...place, type, schemaVersion, at, account, visibility, data, metadata, hash);
  }
  database.exec('COMMIT');
  database.close();
}
