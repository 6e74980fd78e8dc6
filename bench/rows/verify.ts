import { join } from 'node:path';
import { SqliteEventStore } from '#event-store';
import { Anchoring, anchorToEnd, verifyLog } from '#history';
import { readAndHash } from '../bare/read-and-hash.js';
import { inTurn } from '../rounds.js';
import type { Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';

const NOTES = 200_000;

/** The chain of every stream of a log of 200,000 events, and its anchors, beside a program that reads and hashes them. */
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
        ours: async () => ({ perSecond: events / (await check({ path, keys: folder }, events)) }),
      });
    }),
};

async function write(folder: string): Promise<number> {
  const log = new WorkingLog(folder);
  await log.startProjects();
  for (let done = 0; done < NOTES; done += 2_000) {
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => log.publishNote(done + index)));
  }
  const { store } = log.transactions;
  await anchorToEnd(new Anchoring({ store, keys: folder, now: () => new Date() }));
  const events = Number(await store.head());
  await log.close();
  return events;
}

/** @returns seconds */
async function check(log: { readonly path: string; readonly keys: string }, expected: number): Promise<number> {
  const store = new SqliteEventStore(log.path, { readOnly: true });
  const start = performance.now();
  const { events, valid, lastAnchor } = await verifyLog({ store, ...log });
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  if (!valid || events !== expected || lastAnchor?.events !== expected)
    throw new Error('The log of the bench does not verify.');
  return seconds;
}
