import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rebuild } from '#read-models';
import { withClients } from '../clients.js';
import { inTurn, type Round } from '../rounds.js';
import type { Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';
import { rebuildIn, writeNotes } from './rebuild.js';

const CLIENTS = 64;
const COMMANDS = 20_000;
const NOTES = 50_000;

/**
 * Commands through `transact` by 64 clients at once while a view is made anew from the same log again and again, held back as the portal
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
  const rebuilding = new Rebuilding(folder);
  await rebuilding.reads();
  const round = await commandsIn(folder);
  await rebuilding.stop();
  return round;
}

/** One rebuild after the other, for as long as commands last. */
class Rebuilding {
  #current: Promise<Rebuild>;
  #isStopped = false;

  constructor(private readonly folder: string) {
    this.#current = this.#begin();
    void this.#goOn();
  }

  /** Resolves when the first one has loaded its code and reads. */
  async reads(): Promise<void> {
    const rebuild = await this.#current;
    await new Promise<void>((resolve) => {
      rebuild.onProgress(() => {
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await (await this.#current).stop();
  }

  async #goOn(): Promise<void> {
    for (;;) {
      const { done } = await this.#current;
      // Being stopped fails it, and ends the loop.
      await done.catch(() => undefined);
      if (this.#isStopped) return;
      this.#current = this.#begin();
    }
  }

  async #begin(): Promise<Rebuild> {
    const rebuild = await rebuildIn(join(this.folder, 'views'), join(this.folder, 'log.db'));
    rebuild.holdBack(true);
    return rebuild;
  }
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
