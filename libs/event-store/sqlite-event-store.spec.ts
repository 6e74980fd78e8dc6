import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_PREVIOUS, NO_STREAM, WrongExpectedRevision } from '#event-sourcing';
import { eventStoreBehaviour, sealedEvent, sealedEvents, streamNamed } from './event-store.behaviour.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { verifyChain } from './verify-chain.js';

function temporaryLog(): { path: string; tidy: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'portico-log-'));
  return {
    path: join(folder, 'log.db'),
    tidy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  };
}

for (const thread of [undefined, { claim: undefined }]) {
  eventStoreBehaviour(`SqliteEventStore${thread ? ' that appends in a thread' : ''}`, () => {
    const { path, tidy } = temporaryLog();
    return Promise.resolve({ store: new SqliteEventStore(path, { thread }), tidy });
  });
}

describe('SqliteEventStore', () => {
  const stream = streamNamed('project', 'one');
  let path: string;
  let tidy: () => Promise<void>;
  let store: SqliteEventStore;

  beforeEach(() => {
    ({ path, tidy } = temporaryLog());
    store = new SqliteEventStore(path);
  });
  afterEach(async () => {
    await store.close();
    await tidy();
  });

  it('keeps two indexes only', () => {
    const database = new DatabaseSync(path, { readOnly: true });
    const indexes = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'events'`)
      .all();
    database.close();
    expect(indexes.map(({ name }) => name)).toEqual(['events_by_stream']);
  });

  it('opens what it wrote', async () => {
    await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 2));
    await store.close();
    store = new SqliteEventStore(path);
    expect(await store.readStream(stream)).toHaveLength(2);
    await store.append(stream, 1, sealedEvents(stream, 1, 1));
  });

  it('shares the file with another process and sees its commits', async () => {
    const second = new SqliteEventStore(path);
    let heard = 0;
    store.onAppended(() => (heard += 1));
    await second.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
    await expect(store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1, 'mine'))).rejects.toThrow(
      WrongExpectedRevision,
    );
    await sleep(150);
    expect(heard).toBeGreaterThan(0);
    await second.close();
  });

  it('waits for a writer of another process without holding up this one', async () => {
    const second = new DatabaseSync(path);
    second.exec('BEGIN IMMEDIATE');
    const appended = store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    await sleep(100);
    clearInterval(ticking);
    second.exec('COMMIT');
    second.close();
    expect(await appended).toHaveLength(1);
    expect(turns).toBeGreaterThan(3);
  });

  it('gives up on a log that another process keeps busy, for all who wait at once', async () => {
    const impatient = new SqliteEventStore(path, { patience: 50 });
    const second = new DatabaseSync(path);
    second.exec('BEGIN IMMEDIATE');
    const start = performance.now();
    const settled = await Promise.allSettled(
      ['one', 'two', 'three'].map((name) => {
        const busy = streamNamed('project', name);
        return impatient.append(busy, NO_STREAM, sealedEvents(busy, NO_STREAM, 1));
      }),
    );
    expect(settled).toMatchObject(Array(3).fill({ status: 'rejected', reason: { name: 'StoreUnavailable' } }));
    expect(performance.now() - start).toBeLessThan(1_000);
    second.exec('ROLLBACK');
    second.close();
    expect(await impatient.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1))).toHaveLength(1);
    await impatient.close();
  });

  it('does not trust what it remembers of a stream once another process has written', async () => {
    const second = new SqliteEventStore(path);
    await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
    await second.append(stream, 0, sealedEvents(stream, 0, 2));
    await expect(store.append(stream, 0, sealedEvents(stream, 0, 1, 'mine'))).rejects.toMatchObject({ actual: 2 });
    expect(await store.append(stream, 2, sealedEvents(stream, 2, 1))).toHaveLength(1);
    await second.close();
  });

  it('lets two instances append to one stream until each has had its turn', async () => {
    const second = new SqliteEventStore(path);
    const write = async (log: SqliteEventStore, salt: string) => {
      for (let done = 0; done < 20;) {
        const { revision, hash } = (await log.readLast(stream)) ?? { revision: NO_STREAM, hash: NO_PREVIOUS };
        done += await log.append(stream, revision, [sealedEvent(stream, revision + 1, hash, salt)]).then(
          () => 1,
          () => 0,
        );
      }
    };
    await Promise.all([write(store, 'first'), write(second, 'second')]);
    expect(await verifyChain(store)).toMatchObject({ events: 40, valid: true });
    await second.close();
  });

  it('writes the others of a batch when one cannot be written', async () => {
    const streams = ['one', 'two', 'three'].map((name) => streamNamed('project', name));
    const tries = streams.map((name, index) => {
      const [event] = sealedEvents(name, NO_STREAM, 1);
      // SQLite refuses the value itself, after the checks and in the middle of the batch.
      const spoiled = { ...event!, ...(index === 1 && { type: null as unknown as string }) };
      return store.append(name, NO_STREAM, [spoiled]);
    });
    const settled = await Promise.allSettled(tries);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.readAll(0n, { limit: 10 })).toHaveLength(2);
  });

  it('reads beside a writer, and writes nothing, when opened for reading', async () => {
    await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
    const reader = new SqliteEventStore(path, { readOnly: true });
    expect(await reader.readStream(stream)).toHaveLength(1);
    await expect(reader.append(stream, 0, sealedEvents(stream, 0, 1))).rejects.toThrow('reading only');
    await reader.close();
  });
});
