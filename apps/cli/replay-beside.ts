import { setTimeout as sleep } from 'node:timers/promises';
import { address, projections } from '#program';
import { positionOfBuild } from '#read-models';
import { Comparisons, Sources, ViewStates, compared, type Source } from '#replay';
import { byShell } from './by-shell.js';
import { CommandFailed } from './command-failure.js';
import type { OpenedWish, Replaying } from './replaying.js';

const LOOK_MS = 200;
/** A portal that restarts is back by then. */
const PATIENCE_MS = 10_000;

/**
 * Leaves what is asked to the portal that serves the folder: decisions go into the log, where it finds them at once.
 * Only comparing is done here, which reads and writes no view.
 */
export async function replayBeside(wish: OpenedWish, work: (replay: Replaying) => Promise<void>): Promise<void> {
  const { folder, stores, views } = wish;
  const own = projections.filter(({ name }) => views.has(name));
  const states = new ViewStates(stores.transactions, folder.key('command-print'));
  const comparisons = new Comparisons({
    ...{ log: folder.log, views: folder.views, projections: address },
  });
  await work({
    sources: await Sources.find(own, stores.readModels),
    stateOf: ({ view }) => states.of(view),
    decide: async (source, decision) => {
      await states.decide(source.view, byShell(states, source), decision);
    },
    compare: async (source, build) => {
      await compared({ states, comparisons }, source, build, byShell(states, source));
    },
    untilBuilt: (source) => untilBuilt(wish, states, source),
  });
}

async function untilBuilt({ folder, stores, terminal }: OpenedWish, states: ViewStates, source: Source): Promise<void> {
  const { view } = source;
  let servedAt = performance.now();
  for (;;) {
    const { building } = await states.of(view);
    if (!building) return;
    if (folder.isServed()) servedAt = performance.now();
    if (performance.now() - servedAt > PATIENCE_MS)
      throw new CommandFailed(`the portal stopped while it rebuilt ${view}; start it, or run this again without it`);
    const { version, build } = building;
    const done = Number(positionOfBuild(folder.views, { view, version, build }) ?? 0n);
    const total = Number(await stores.transactions.store.head());
    terminal.progress({ label: `Rebuilding ${view}`, done, total, count: done, unit: 'events' });
    await sleep(LOOK_MS);
  }
}
