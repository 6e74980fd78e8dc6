import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withClients } from '../clients.js';
import { inTurn, type Round } from '../rounds.js';
import type { Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';
import { rebuildIn, writeNotes } from './rebuild.js';

const CLIENTS = 64;
const COMMANDS = 20_000;
/** So many events that a rebuild takes longer than the commands. */
const NOTES = 200_000;

/**
 * Commands through `transact` by 64 clients at once while a view is made anew from the same log, held back as the portal
 * holds it back while commands wait. The ratio is to the same commands without it, in turn.
 */
export const commandsBesideRebuild: Row = {
  name: `commands/${CLIENTS}+rebuild`,
  unit: 'commands/s',
  target: { ratio: 0.7 },
  measure: () =>
    inTempFolder(async (folder) => {
      const prepared = join(folder, 'prepared');
      await writeNotes(prepared, NOTES);
      const round = (work: (log: string) => Promise<Round>) => fromPrepared(prepared, join(folder, 'round'), work);
      return inTurn({ bare: () => round(commandsIn), ours: () => round(commandsBeside) });
    }),
};

async function fromPrepared(
  prepared: string,
  folder: string,
  work: (folder: string) => Promise<Round>,
): Promise<Round> {
  await rm(folder, { recursive: true, force: true });
  await cp(prepared, folder, { recursive: true });
  return work(folder);
}

async function commandsBeside(folder: string): Promise<Round> {
  const rebuild = await rebuildIn(join(folder, 'views'), join(folder, 'log.db'));
  rebuild.holdBack(true);
  // Until it reads, it loads its code.
  await new Promise<void>((resolve) =>
    rebuild.onProgress(() => {
      resolve();
    }),
  );
  const round = await commandsIn(folder);
  const { phase } = rebuild.progress();
  await rebuild.stop();
  if (phase !== 'reading') throw new Error(`The rebuild was ${phase} before the commands were done.`);
  return round;
}

async function commandsIn(folder: string): Promise<Round> {
  const log = new WorkingLog(folder);
  await log.remember();
  const start = performance.now();
  const waits = await withClients(CLIENTS, COMMANDS, (number) => log.publishNote(number));
  const seconds = (performance.now() - start) / 1000;
  await log.close();
  return { perSecond: COMMANDS / seconds, waits };
}
