import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#event-sourcing';
import { AppendBatch } from './append-batch.js';
import { sealedEvents, streamNamed } from './event-store.behaviour.js';
import { openLogDatabase } from './log-database.js';
import { receivedAppends, sentAppends } from './sent-appends.js';

const MESSAGES = 200;
const LONG = 500_000;

function usedMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

describe('a batch of appends', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-batch-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps nothing of the messages that it came in', () => {
    const database = openLogDatabase(join(folder, 'log.db'), false);
    const batch = new AppendBatch(database);
    const before = usedMegabytes();
    for (let number = 0; number < MESSAGES; number += 1) {
      const stream = streamNamed('project', String(number));
      const [event] = sealedEvents(stream, NO_STREAM, 1);
      if (!event) throw new Error('There is no event.');
      const long = { ...event, data: JSON.stringify(String(number).padEnd(LONG, '.')) };
      const sent = sentAppends([{ stream, expectedRevision: NO_STREAM, events: [long] }]);
      database.exec('BEGIN IMMEDIATE');
      batch.write(receivedAppends(sent));
      database.exec('COMMIT');
    }
    // 100 MB went through.
    expect(usedMegabytes() - before).toBeLessThan(20);
    database.close();
  });
});
