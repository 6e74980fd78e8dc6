import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { insertRows, rowsAfter, type EventRow } from '../bare/insert-rows.js';
import { withClients } from '../clients.js';
import { inTurn, type Round } from '../rounds.js';
import type { Row, Target } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';

/** Long enough to see checkpoints: about a second of each. */
const COMMANDS = new Map([
  [1, 1_500],
  [16, 10_000],
  [64, 20_000],
]);

/** Commands through `transact` by so many clients at once, beside INSERTs of the very rows that they made. */
export function commands(clients: number, target: Target): Row {
  return {
    name: `commands/${clients}`,
    unit: 'commands/s',
    target,
    measure: () => inTempFolder((folder) => measure(folder, clients, COMMANDS.get(clients) ?? 1_000)),
  };
}

async function measure(folder: string, clients: number, count: number) {
  const head = await prepare(join(folder, 'prepared'));
  const prepared = join(folder, 'prepared');
  await fromPrepared(prepared, join(folder, 'made'), (log) => work(log, clients, count));
  const rows = rowsAfter(join(folder, 'made', 'log.db'), head);
  return inTurn({
    bare: () => fromPrepared(prepared, join(folder, 'bare'), (log) => insert(log, rows, clients)),
    ours: () => fromPrepared(prepared, join(folder, 'ours'), (log) => work(log, clients, count)),
  });
}

async function prepare(folder: string): Promise<bigint> {
  await mkdir(folder);
  const log = new WorkingLog(folder);
  await log.startProjects();
  const head = await log.transactions.store.head();
  await log.close();
  return head;
}

/** Both sides begin with the same log, in a file of their own. */
async function fromPrepared(
  prepared: string,
  folder: string,
  round: (folder: string) => Promise<Round>,
): Promise<Round> {
  await rm(folder, { recursive: true, force: true });
  await cp(prepared, folder, { recursive: true });
  return round(folder);
}

async function work(folder: string, clients: number, count: number): Promise<Round> {
  const log = new WorkingLog(folder);
  await log.remember();
  const start = performance.now();
  const waits = await withClients(clients, count, (number) => log.publishNote(number));
  const seconds = (performance.now() - start) / 1000;
  await log.close();
  return { perSecond: count / seconds, waits };
}

async function insert(folder: string, rows: readonly EventRow[], batch: number): Promise<Round> {
  return { perSecond: insertRows(join(folder, 'log.db'), rows, batch) };
}
