import { ProjectionRunner, SqliteReadModels } from '#read-models';
import { join } from 'node:path';
import { projections } from '../../apps/api/composition.js';
import { insertAndShow } from '../bare/insert-and-show.js';
import { rowsAfter } from '../bare/insert-rows.js';
import { withClients } from '../clients.js';
import { median, percentile } from '../rounds.js';
import type { Measurement, Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';

const CLIENTS = 64;
const COMMANDS = 1_000;
const ROUNDS = 5;
/** The views that a note is seen in. */
const VIEWS = ['projects', 'notes', 'timeline'];

/**
 * The 99th percentile of the time from a command's acknowledgement until every view shows it, with all of the portal's
 * projections at work in the same process. The bare program shows each row in one view, by one INSERT.
 */
export const lag: Row = {
  name: `lag/${COMMANDS}`,
  unit: 'ms',
  isLessBetter: true,
  target: { value: 100 },
  measure: () => inTempFolder(measure),
};

async function measure(folder: string): Promise<Measurement> {
  const log = new WorkingLog(folder);
  await log.startProjects();
  const views = new SqliteReadModels(join(folder, 'views'));
  const { store, catalog } = log.transactions;
  const runner = new ProjectionRunner({ store, catalog, views, projections });
  await runner.start();
  await runner.waitFor(await store.head(), VIEWS, 60_000);
  const pairs: { readonly bare: readonly number[]; readonly ours: readonly number[] }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = await store.head();
    const ours = await waitsOf(log, runner);
    const rows = rowsAfter(join(folder, 'log.db'), before);
    const bare = insertAndShow(join(folder, `bare-${round}`), rows, CLIENTS);
    if (round > 0) pairs.push({ bare, ours });
  }
  await runner.stop();
  await views.close();
  await log.close();
  return summary(pairs);
}

/** How long each command of a round was acknowledged and not yet shown, in milliseconds. */
async function waitsOf(log: WorkingLog, runner: ProjectionRunner): Promise<number[]> {
  const waits: number[] = [];
  let acknowledged: { readonly position: bigint; readonly at: number }[] = [];
  const look = (): void => {
    const shown = VIEWS.map((view) => runner.position(view)).reduce((least, one) => (one < least ? one : least));
    const now = performance.now();
    for (const { position, at } of acknowledged) if (position <= shown) waits.push(now - at);
    acknowledged = acknowledged.filter(({ position }) => position > shown);
  };
  const stop = runner.onChanged(look);
  await withClients(CLIENTS, COMMANDS, async (number) => {
    const position = await log.publishNote(number);
    acknowledged.push({ position, at: performance.now() });
  });
  // A reader who waits has views stored at once; nobody waits here, since that would be another question.
  while (waits.length < COMMANDS) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    look();
  }
  stop();
  return waits;
}

function summary(
  pairs: readonly { readonly bare: readonly number[]; readonly ours: readonly number[] }[],
): Measurement {
  const p99 = (waits: readonly number[]): number => percentile(waits, 0.99);
  const value = median(pairs.map(({ ours }) => p99(ours)));
  return {
    value,
    bare: median(pairs.map(({ bare }) => p99(bare))),
    ratio: median(pairs.map(({ bare, ours }) => p99(bare) / p99(ours))),
    p50: median(pairs.flatMap(({ ours }) => ours)),
    p99: value,
  };
}
