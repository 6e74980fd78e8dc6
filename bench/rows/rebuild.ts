import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startRebuild, type Rebuild } from '#read-models';
import { foldOnce } from '../bare/fold-once.js';
import { inTurn } from '../rounds.js';
import type { Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';
import { WorkingLog } from '../working-log.js';

const NOTES = 200_000;

/**
 * One view of a log of 200,000 events made anew, each event checked and folded into its project's document, beside a
 * program that parses and folds without checking. Starting the thread and loading its code, about half a second however
 * long the log is, does not count.
 */
export const rebuild: Row = {
  name: 'rebuild',
  unit: 'events/s',
  target: { value: 180_000, ratio: 0.5 },
  measure: () =>
    inTempFolder(async (folder) => {
      const log = join(folder, 'log.db');
      const count = await writeNotes(folder, NOTES);
      return inTurn({
        bare: async () => {
          const view = join(folder, 'bare.db');
          await rm(view, { force: true });
          return { perSecond: count / foldOnce(log, view) };
        },
        ours: async () => {
          const { events, seconds } = await rebuildIn(join(folder, 'views'), log).then(({ done }) => done);
          return { perSecond: events / seconds };
        },
      });
    }),
};

/** A log of so many notes in several hundred projects; how many events it holds. */
export async function writeNotes(folder: string, notes: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const log = new WorkingLog(folder);
  await log.startProjects();
  for (let done = 0; done < notes; done += 2_000) {
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => log.publishNote(done + index)));
  }
  const events = Number(await log.transactions.store.head());
  await log.close();
  return events;
}

/** Starts to make the view of what moves in projects, in an empty folder. */
export async function rebuildIn(views: string, log: string): Promise<Rebuild> {
  await rm(views, { recursive: true, force: true });
  await mkdir(views);
  const build = { view: 'project-activity', version: 1, build: 1 };
  const projections = new URL(import.meta.resolve('#workflow/events-and-views'));
  return startRebuild({ build, log, views, projections, leftOut: new Set() });
}
