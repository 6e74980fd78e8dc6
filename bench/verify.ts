import { join } from 'node:path';
import { SqliteEventStore, verifyChain } from '#event-store';
import { readAndHash } from './bare/read-and-hash.js';
import { pairedRounds } from './rounds.js';
import type { Row } from './row.js';
import { inScratchFolder } from './scratch.js';
import { Tickets } from './tickets.js';

const EVENTS = 200_000;

/** The chain of every stream of a log of 200,000 events of about 300 bytes of data in 1,000 streams. */
export const verify: Row = {
  name: 'verify',
  unit: 'events/s',
  target: { value: 200_000 },
  measure: () =>
    inScratchFolder(async (folder) => {
      const path = join(folder, 'log.db');
      const events = await write(path);
      return pairedRounds(5, async () => {
        const seconds = await check(path, events);
        return [{ perSecond: events / seconds }, { perSecond: events / readAndHash(path) }] as const;
      });
    }),
};

async function write(path: string): Promise<number> {
  const store = new SqliteEventStore(path);
  const tickets = new Tickets(store);
  await tickets.open();
  for (let done = 0; done < EVENTS; done += 5_000) {
    await Promise.all(Array.from({ length: 5_000 }, (_, index) => tickets.answer(done + index)));
  }
  const events = Number(await store.head());
  await store.close();
  return events;
}

async function check(path: string, expected: number): Promise<number> {
  const store = new SqliteEventStore(path, { readOnly: true });
  const start = performance.now();
  const { events, valid } = await verifyChain(store);
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  if (!valid || events !== expected) throw new Error('The log of the bench does not verify.');
  return seconds;
}
