import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendOutcomeUnknown, NO_STREAM } from '#event-sourcing';
import { sealedEvents, streamNamed } from './event-store.behaviour.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { verifyChain } from './verify-chain.js';

describe('a log that is appended to in a thread', () => {
  const stream = streamNamed('project', 'one');
  let root: string;
  let folder: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'portico-thread-'));
    folder = join(root, 'data');
    mkdirSync(folder);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const open = (claim?: string, mayWrite?: () => void) =>
    new SqliteEventStore(join(folder, 'log.db'), { thread: { claim }, mayWrite });

  it('takes what follows on what it has not committed yet, and is read at once', async () => {
    const store = open();
    const events = sealedEvents(stream, NO_STREAM, 100);
    const appends = events.map((event) => store.append(stream, event.revision - 1, [event]));
    expect(store.waiting).toBe(100);
    const positions = (await Promise.all(appends)).flat();
    expect(store.waiting).toBe(0);
    expect(await store.readAll(0n, { limit: 200 })).toEqual(
      events.map((event, index) => ({ ...event, position: positions[index] })),
    );
    expect(await verifyChain(store)).toMatchObject({ events: 100, valid: true });
    await store.close();
  });

  it('answers everything before it is closed', async () => {
    const store = open();
    const appended = store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
    await store.close();
    expect(await appended).toHaveLength(1);
  });

  it('does not know what became of an append whose thread failed, and takes the very same again', async () => {
    const store = open();
    const events = sealedEvents(stream, NO_STREAM, 2);
    renameSync(folder, join(root, 'away'));
    await expect(store.append(stream, NO_STREAM, events)).rejects.toThrow(AppendOutcomeUnknown);
    renameSync(join(root, 'away'), folder);
    expect(await store.append(stream, NO_STREAM, events)).toHaveLength(2);
    await store.close();
  });

  it('writes nothing once its claim is gone, and says why', async () => {
    const claim = join(root, 'claim');
    writeFileSync(claim, '');
    const taken = new Error('Another one has it.');
    const store = open(claim, () => {
      throw taken;
    });
    await store.append(stream, NO_STREAM, sealedEvents(stream, NO_STREAM, 1));
    rmSync(claim);
    await expect(store.append(stream, 0, sealedEvents(stream, 0, 1))).rejects.toBe(taken);
    expect(await store.readStream(stream)).toHaveLength(1);
    await store.close();
  });
});
