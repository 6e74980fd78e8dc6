import { Refusal, type Decide } from '#event-sourcing';
import { idOfBuild, type BuildRef } from './build-ref.js';
import type { NewReplayEvent } from './view-events.js';
import type { Building, Compared, FinishedBuild, LeftOutEvent, Made, View } from './view.js';

type Decision = Decide<View, NewReplayEvent>;

/** A view as this portal runs it. */
export interface Source {
  readonly view: string;
  /** Versions of its projection in the source. */
  readonly versions: readonly number[];
  /** What serves while nobody has switched, or when the source does not have what was switched to any more. */
  readonly byItself: BuildRef;
}

function internal<const Type extends NewReplayEvent['type'], Data>(type: Type, data: Data) {
  return { type, data, visibility: 'internal' as const };
}

/** The build that answers readers. */
export function servingOf({ serving }: Pick<View, 'serving'>, { versions, byItself }: Source): BuildRef {
  return serving && versions.includes(serving.version) ? serving : byItself;
}

/** Begins a build beside the one that serves, one at a time; it takes the place of one that nobody switched to. */
export function startRebuild(source: Source, version = Math.max(...source.versions)): Decision {
  return ({ building, finished, lastBuild, serving }) => {
    if (building)
      throw new Refusal('rebuild-running', 'This view is being rebuilt already. Wait for it, or drop that build.');
    if (!source.versions.includes(version)) {
      throw new Refusal(
        'no-such-version',
        `This view has no version ${String(version)}; there is ${source.versions.join(' and ')}.`,
        'invalid',
      );
    }
    const idle = [...finished.values()].filter(
      (one) => one.retiredAt === undefined && !(serving && isSame(one, serving)),
    );
    return [
      ...idle.map((one) => internal('BuildDropped', { view: source.view, ...refOf(one) })),
      internal('RebuildStarted', { view: source.view, version, build: lastBuild + 1 }),
    ];
  };
}

export function pauseRebuild({ view }: Source): Decision {
  return (state) => {
    const { version, build, isPaused } = running(state);
    return isPaused ? [] : [internal('RebuildPaused', { view, version, build })];
  };
}

export function resumeRebuild({ view }: Source): Decision {
  return (state) => {
    const { version, build, isPaused } = running(state);
    return isPaused ? [internal('RebuildResumed', { view, version, build })] : [];
  };
}

/** Notes that a rebuild has caught up; one that was dropped meanwhile is no build any more. */
export function finishRebuild({ view }: Source, build: BuildRef, made: Made): Decision {
  return ({ building }) =>
    building && isSame(building, build) ? [internal('RebuildFinished', { view, ...refOf(build), ...made })] : [];
}

/** Whether a build may be compared with the one that serves; says which that is. @throws Refusal */
export function comparable(source: Source, after: BuildRef): Decide<View, never> {
  return (state) => {
    mustBeBeside(state, source, after);
    return [];
  };
}

/** Keeps what came of comparing a build with the one that served when they were compared. */
export function noteComparison(source: Source, result: Omit<Compared, 'view' | 'at'>): Decision {
  return (state) => {
    mustBeBeside(state, source, result.after);
    if (!isSame(servingOf(state, source), result.before)) throw switchedMeanwhile();
    return [internal('BuildsCompared', { view: source.view, ...result })];
  };
}

export type MayServe = 'yes' | 'differs' | 'unfinished' | 'not-compared' | 'not-in-source';

/** Whether a build may serve, or why not. What served before may do so again. */
export function mayServe(state: View, source: Source, build: BuildRef): MayServe {
  const finished = state.finished.get(idOfBuild(build));
  if (!source.versions.includes(build.version)) return 'not-in-source';
  if (!finished) return 'unfinished';
  if (finished.retiredAt !== undefined) return 'yes';
  const compared = comparisonWithServing(state, source, build);
  if (!compared) return 'not-compared';
  return differences(compared) > 0 ? 'differs' : 'yes';
}

/** The last comparison with the build that serves now. */
export function comparisonWithServing(state: View, source: Source, build: BuildRef): Compared | undefined {
  const compared = state.compared.get(idOfBuild(build));
  return compared && isSame(compared.before, servingOf(state, source)) ? compared : undefined;
}

export function differences({ differing, onlyBefore, onlyAfter }: Compared): number {
  return differing + onlyBefore + onlyAfter;
}

/** Lets another build serve, forth or back. @param accept that the differences are known and wanted */
export function switchView(source: Source, to: BuildRef, accept: boolean): Decision {
  return (state) => {
    const from = servingOf(state, source);
    if (isSame(from, to)) return [];
    mustBeKnown(state, to);
    const verdict = mayServe(state, source, to);
    if (verdict !== 'yes' && !(verdict === 'differs' && accept)) throw REFUSALS[verdict]();
    return [internal('ViewSwitched', { view: source.view, from: refOf(from), to: refOf(to) })];
  };
}

const REFUSALS: Readonly<Record<Exclude<MayServe, 'yes'>, () => Refusal>> = {
  differs: () =>
    new Refusal('builds-differ', 'The two builds differ. Look at the differences, and say that they are wanted.'),
  unfinished: () => new Refusal('rebuild-unfinished', 'This build is not finished. Wait until it has caught up.'),
  'not-compared': () =>
    new Refusal('not-compared', 'This build was not compared with the one that serves. Compare them first.'),
  'not-in-source': () =>
    new Refusal('not-in-source', 'This program does not have the version of this build any more. Rebuild the view.'),
};

/** The build to go back to: the one that ceased to serve last. @throws Refusal */
export function backOf({ finished }: View, { versions }: Source): BuildRef {
  const kept = [...finished.values()].filter(
    ({ retiredAt, version }) => retiredAt !== undefined && versions.includes(version),
  );
  const [last] = kept.sort((one, other) => ((one.retiredAt ?? '') < (other.retiredAt ?? '') ? 1 : -1));
  if (!last) throw new Refusal('nothing-kept', 'No build that served before is kept. Rebuild the view instead.');
  return last;
}

/** Gives up a rebuild, or deletes a build that does not serve. */
export function dropBuild(source: Source, build: BuildRef): Decision {
  return (state) => {
    if (isSame(servingOf(state, source), build)) {
      throw new Refusal('build-serves', 'This build serves readers. Switch to another one before dropping it.');
    }
    if (state.dropped.has(idOfBuild(build)) && !isPresent(state, build)) return [];
    mustBeKnown(state, build);
    return [internal('BuildDropped', { view: source.view, ...refOf(build) })];
  };
}

const KEPT_MS = 7 * 86_400_000;

/** When a build that served is dropped by itself. */
export function keptUntil({ retiredAt }: FinishedBuild): string | undefined {
  return retiredAt === undefined ? undefined : new Date(Date.parse(retiredAt) + KEPT_MS).toISOString();
}

/** Leaves an event out of the view, once: the reason that was given first stays. */
export function leaveOut({ view }: Source, event: Omit<LeftOutEvent, 'view'>): Decision {
  return ({ leftOut }) => (leftOut.has(event.eventId) ? [] : [internal('EventLeftOut', { view, ...event })]);
}

function running({ building }: View): Building {
  if (!building) throw new Refusal('no-rebuild', 'This view is not being rebuilt.');
  return building;
}

function mustBeBeside(state: View, source: Source, build: BuildRef): void {
  if (isSame(servingOf(state, source), build))
    throw new Refusal('build-serves', 'This build serves itself. Compare another one with it.');
  mustBeKnown(state, build);
  if (!state.finished.has(idOfBuild(build))) throw REFUSALS.unfinished();
  if (!source.versions.includes(build.version)) throw REFUSALS['not-in-source']();
}

function mustBeKnown(state: View, build: BuildRef): void {
  if (!isPresent(state, build)) throw new Refusal('not-found', 'There is no such build of this view.', 'not-found');
}

function isPresent({ finished, building }: View, build: BuildRef): boolean {
  return finished.has(idOfBuild(build)) || (building !== undefined && isSame(building, build));
}

function switchedMeanwhile(): Refusal {
  return new Refusal('switched-meanwhile', 'Another build serves by now. Compare again.');
}

function isSame(one: BuildRef, other: BuildRef): boolean {
  return one.version === other.version && one.build === other.build;
}

function refOf({ version, build }: BuildRef): BuildRef {
  return { version, build };
}
