import { setTimeout as sleep } from 'node:timers/promises';
import { address, projections } from '#program';
import { ProjectionRunner } from '#read-models';
import { Replay, type Source } from '#replay';
import { CommandFailed } from './command-failure.js';
import { byShell } from './by-shell.js';
import type { OpenedWish, Replaying } from './replaying.js';

const LOOK_MS = 100;
/** Nobody else works here, and nothing has to be held back. */
const NO_LOAD = { waiting: () => 0, lag: () => 0 };

/** Does itself what is asked, as the portal would: it keeps the views in question up to date for as long as that takes. */
export async function replayAlone(wish: OpenedWish, work: (replay: Replaying) => Promise<void>): Promise<void> {
  const { folder, stores, views, terminal } = wish;
  const { transactions, readModels } = stores;
  const own = projections.filter(({ name }) => views.has(name));
  const replay = await Replay.open({
    ...{ transactions, views: readModels, projections: own, printKey: folder.key('command-print') },
    place: { log: folder.log, views: folder.views, projections: address },
    now: () => new Date(),
    onTrouble: (what, view, error) => terminal.note(`${view}: ${what}: ${String(error)}`),
  });
  const { store, catalog } = transactions;
  const runner = new ProjectionRunner({
    ...{ store, catalog, views: readModels, projections: own, plans: await replay.plans() },
    onTrouble: (error) => terminal.note(`A view is not stored yet: ${String(error)}`),
  });
  try {
    await runner.start();
    await replay.start(runner, NO_LOAD);
    await work(asAsked(replay, wish));
  } finally {
    await replay.stop();
    await runner.stop();
  }
}

function asAsked(replay: Replay, { terminal }: OpenedWish): Replaying {
  const { sources, states } = replay;
  return {
    sources,
    stateOf: ({ view }) => states.of(view),
    decide: async (source, decision) => {
      await replay.decide(source, byShell(states, source), decision);
    },
    compare: async (source, build) => {
      await replay.compare(source, build, byShell(states, source));
    },
    untilBuilt: async (source) => {
      while ((await states.of(source.view)).building) {
        showProgress(replay, source, terminal);
        await sleep(LOOK_MS);
      }
    },
  };
}

/** @throws CommandFailed when the rebuild failed */
function showProgress({ rebuilds }: Replay, { view }: Source, terminal: OpenedWish['terminal']): void {
  const progress = rebuilds.progressOf(view);
  if (!progress) return;
  if (progress.phase === 'failed') throw new CommandFailed(`${view} cannot be rebuilt: ${progress.reason ?? ''}`);
  const { position, head, events } = progress;
  // The thread is only starting.
  if (head === 0n) return;
  terminal.progress({
    ...{ label: `Rebuilding ${view}`, done: Number(position), total: Number(head), count: events, unit: 'events' },
  });
}
