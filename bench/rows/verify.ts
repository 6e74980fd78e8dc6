import { join } from 'node:path';
import { SqliteEventStore, verifyChain } from '#event-store';
import { readAndHash } from '../bare/read-and-hash.js';
import { inTurn } from '../rounds.js';
import type { Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';

const NOTES = 200_000;

/** The chain of every stream of a log of 200,000 events, beside a program that reads and hashes them. */
export const verify: Row = {
  name: 'verify',
  unit: 'events/s',
  target: { value: 200_000 },
  measure: () =>
    inTempFolder(async (folder) => {
      const path = join(folder, 'log.db');
      const events = await write(folder);
      return inTurn({
        bare: async () => ({ perSecond: events / readAndHash(path) }),
        ours: async () => ({ perSecond: events / (await check(path, events)) }),
      });
    }),
};

async function write(folder: string): Promise<number> {
  const log = new WorkingLog(folder);
  await log.startProjects();
  for (let done = 0; done < NOTES; done += 2_000) {
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => log.publishNote(done + index)));
  }
  const events = Number(await log.transactions.store.head());
  await log.close();
  return events;
}

/** @returns seconds */
async function check(path: string, expected: number): Promise<number> {
  const store = new SqliteEventStore(path, { readOnly: true });
  const start = performance.now();
  const { events, valid } = await verifyChain(store);
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  if (!valid || events !== expected) throw new Error('The log of the bench does not verify.');
  return seconds;
}
