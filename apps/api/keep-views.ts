import type { DataFolder, Stores } from '#platform';
import { ProjectionRunner, type AnyProjection, type ViewPlan } from '#read-models';
import { address, projections } from '#program';
import { Replay } from '#replay';
import type { StartOptions } from './start-portal.js';

/** The views that a portal keeps. */
export interface PortalViews {
  readonly projections: readonly AnyProjection[];
  /** A module that exports these and `events`, for threads that rebuild views. */
  readonly module: URL;
}

const OWN: PortalViews = { projections, module: address };

export interface KeptViews {
  readonly runner: ProjectionRunner;
  readonly replay: Replay;
}

/**
 * Brings the views up to date as was decided about them, keeps them so, and goes on with rebuilds that something
 * interrupted.
 *
 * @param closing where to put what ends it
 */
export async function keepViews(
  options: StartOptions,
  folder: DataFolder,
  stores: Stores,
  closing: (() => unknown)[],
): Promise<KeptViews> {
  const replay = await openReplay(options, folder, stores);
  const runner = projectionRunner(options, stores, await replay.plans());
  await runner.start();
  closing.push(() => runner.stop());
  await replay.start(runner, { waiting: () => stores.log.waiting, lag: () => mostBehind(runner) });
  closing.push(() => replay.stop());
  return { runner, replay };
}

function openReplay({ log, clock, views = OWN }: StartOptions, folder: DataFolder, stores: Stores): Promise<Replay> {
  return Replay.open({
    transactions: stores.transactions,
    views: stores.readModels,
    projections: views.projections,
    place: { log: folder.log, views: folder.views, projections: views.module },
    printKey: folder.key('command-print'),
    now: () => clock?.now() ?? new Date(),
    onTrouble: (what, view, error) => {
      log.error(what, { view }, error);
    },
  });
}

/** Seconds that the most belated view is behind the log. */
function mostBehind(runner: ProjectionRunner): number {
  return Math.max(0, ...runner.lags().map(({ seconds }) => seconds));
}

function projectionRunner(
  { log, onFatal, views = OWN }: StartOptions,
  { transactions, readModels }: Stores,
  plans: readonly ViewPlan[],
): ProjectionRunner {
  const { store, catalog } = transactions;
  return new ProjectionRunner({
    store,
    catalog,
    views: readModels,
    projections: views.projections,
    plans,
    onTrouble: (error) => {
      log.error('view not stored yet', {}, error);
    },
    onStopped: (view, error) => {
      log.error('view stopped', { view }, error);
      onFatal?.(`The view ${view} is kept up to date by nobody here any more.`);
    },
  });
}
