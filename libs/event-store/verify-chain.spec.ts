import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NO_STREAM } from '#event-sourcing';
import { sealedEvents, streamNamed } from './event-store.behaviour.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { verifyChain, verifyStream } from './verify-chain.js';

const one = streamNamed('project', 'one');
const two = streamNamed('project', 'two');

describe('the chain of a log', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portico-chain-'));
    path = join(folder, 'log.db');
    const store = new SqliteEventStore(path);
    await store.append(one, NO_STREAM, sealedEvents(one, NO_STREAM, 4));
    await store.append(two, NO_STREAM, sealedEvents(two, NO_STREAM, 4));
    await store.close();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function verify() {
    const store = new SqliteEventStore(path, { readOnly: true });
    const verdict = await verifyChain(store);
    await store.close();
    return verdict;
  }

  it('is valid as it was written', async () => {
    expect(await verify()).toEqual({ events: 8, streams: 2, valid: true, firstBad: undefined });
  });

  it('is checked for one stream alone', async () => {
    const database = new DatabaseSync(path);
    database.exec(`UPDATE events SET data = '{"text":"forged"}' WHERE position = 6`);
    database.close();
    const store = new SqliteEventStore(path, { readOnly: true });
    expect(await verifyStream(store, one)).toEqual({ events: 4, firstBad: undefined });
    expect(await verifyStream(store, two)).toMatchObject({
      events: 1,
      firstBad: { stream: two, revision: 1, position: 6n },
    });
    expect(await verifyStream(store, streamNamed('project', 'none'))).toEqual({ events: 0, firstBad: undefined });
    await store.close();
  });

  it.each([
    ['data', `UPDATE events SET data = '{"text":"forged"}' WHERE position = 6`, 6n],
    ['metadata', `UPDATE events SET metadata = replace(metadata, '"b"', '"x"') WHERE position = 3`, 3n],
    ['a time', `UPDATE events SET at = '2026-11-24T09:41:00.001Z' WHERE position = 3`, 3n],
    ['a type', `UPDATE events SET type = 'Forged' WHERE position = 3`, 3n],
    ['an id', `UPDATE events SET id = '00000000-0000-5000-8000-000000000009' WHERE position = 3`, 3n],
    ['a schema version', `UPDATE events SET schema_version = 2 WHERE position = 3`, 3n],
    ['the account beside the metadata', `UPDATE events SET account = 'other' WHERE position = 3`, 3n],
    ['the visibility beside the metadata', `UPDATE events SET visibility = 'internal' WHERE position = 3`, 3n],
    ['a hash', `UPDATE events SET hash = '${'0'.repeat(64)}' WHERE position = 3`, 3n],
    ['an event taken out of the middle', `DELETE FROM events WHERE position = 2`, 2n],
    [
      'the order of two events',
      `UPDATE events SET revision = 9 WHERE position = 2; UPDATE events SET revision = 1 WHERE position = 3;
       UPDATE events SET revision = 2 WHERE position = 2`,
      2n,
    ],
    ['an event moved to another stream', `UPDATE events SET stream = 2, revision = 9 WHERE position = 4`, 4n],
  ])('shows forged: %s', async (_, forgery, position) => {
    const database = new DatabaseSync(path);
    database.exec(forgery);
    database.close();
    expect(await verify()).toMatchObject({ valid: false, firstBad: { position } });
  });
});
