import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteEventStore } from '#event-store';
import { appendRows, type BareRows, type SqlValue } from './bare/append-rows.js';
import { pairedRounds, type Round } from './rounds.js';
import type { Row, Target } from './row.js';
import { inScratchFolder } from './scratch.js';
import { Tickets } from './tickets.js';

/**
 * Commands through `transact` at a number of clients that each wait for their answer: validated, decided, chained,
 * idempotent and durable. The bare program inserts the very same rows in batches of as many.
 */
export function commands(clients: number, count: number, target: Target): Row {
  return {
    name: `commands/${clients}`,
    unit: 'commands/s',
    target,
    measure: () =>
      pairedRounds(5, () =>
        inScratchFolder(async (folder) => {
          const path = join(folder, 'log.db');
          const ours = await throughTransact(path, clients, count);
          const rows = rowsOf(path, count);
          const bare = appendRows(join(folder, 'bare.db'), rows, clients);
          return [ours, { perSecond: count / bare }] as const;
        }),
      ),
  };
}

async function throughTransact(path: string, clients: number, count: number): Promise<Round> {
  const store = new SqliteEventStore(path);
  const tickets = new Tickets(store);
  await tickets.open();
  const latencies: number[] = [];
  let next = 0;
  const client = async () => {
    for (let number = next++; number < count; number = next++) {
      const start = performance.now();
      await tickets.answer(number);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  return { perSecond: count / seconds, latencies };
}

/** The last events of a log as plain rows, with what must be there before them. */
function rowsOf(path: string, count: number): BareRows {
  const database = new DatabaseSync(path, { readOnly: true });
  const all = (sql: string) =>
    database.prepare(sql, { returnArrays: true }).all() as unknown as readonly (readonly SqlValue[])[];
  const events = all('SELECT * FROM events ORDER BY position');
  const rows = {
    schema: all('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').map(([sql]) => String(sql)),
    before: { streams: all('SELECT * FROM streams'), events: events.slice(0, -count) },
    table: 'events',
    rows: events.slice(-count),
  };
  database.close();
  return rows;
}
