import type { BuildBeside, RebuildProgress, ReplayView } from '#contracts';
import { nameOfBuild, type BuildStatus, type RebuildProgress as ThreadProgress } from '#read-models';
import { idOfBuild, type BuildRef } from './domain/build-ref.js';
import { comparisonWithServing, keptUntil, mayServe, servingOf, type Source } from './domain/view-decisions.js';
import type { Building, Compared, FinishedBuild, View } from './domain/view.js';
import { buildOf } from './plan-of.js';
import type { Replay } from './replay.js';
import type { WhoActed } from './who-acted.js';

/** What every view is seen against. */
export interface Surroundings {
  /** The log's end. */
  readonly head: bigint;
  readonly who: WhoActed;
}

type Reading = Pick<BuildStatus, 'position' | 'seconds' | 'documents'>;

/** Tells how views and their builds stand at one moment. */
export class ViewReport {
  readonly #statuses: ReadonlyMap<string, BuildStatus>;

  constructor(
    private readonly replay: Replay,
    private readonly around: Surroundings,
  ) {
    this.#statuses = new Map(replay.runner.status().map((status) => [nameOfBuild(status.build), status]));
  }

  async of(source: Source, state: View): Promise<ReplayView> {
    const serving = servingOf(state, source);
    const status = this.#statusOf(source, serving);
    const beside = [...state.finished.values()].filter((build) => idOfBuild(build) !== idOfBuild(serving));
    return {
      name: source.view,
      versions: [...source.versions],
      state: stateOf(status),
      parked: status?.parked ?? 0,
      serving: await this.#build(source, state.finished.get(idOfBuild(serving)) ?? unmade(serving)),
      beside: [
        ...(state.building ? [await this.#building(source, state.building)] : []),
        ...(await Promise.all(beside.map((build) => this.#finished(source, state, build)))),
      ],
    };
  }

  async #build(source: Source, build: FinishedBuild) {
    const { position, seconds, documents } = this.#statusOf(source, build) ?? unread(build);
    const { head } = this.around;
    const { rebuilt } = build;
    return {
      id: idOfBuild(build),
      version: build.version,
      percent: percentOf(position, head),
      behind: { events: eventsBetween(position, head), seconds },
      documents,
      bytes: await this.replay.options.views.size(buildOf(source.view, build)),
      rebuilt: rebuilt ? { at: rebuilt.at, seconds: rebuilt.seconds } : null,
    };
  }

  async #finished(source: Source, state: View, build: FinishedBuild): Promise<BuildBeside> {
    const comparison = comparisonWithServing(state, source, build);
    return {
      ...(await this.#build(source, build)),
      progress: null,
      comparing: this.replay.comparisons.isRunning(source.view, build),
      comparison: comparison ? summaryOf(comparison) : null,
      served: build.retiredAt !== undefined,
      mayServe: mayServe(state, source, build),
      keptUntil: keptUntil(build) ?? null,
    };
  }

  async #building(source: Source, building: Building): Promise<BuildBeside> {
    const progress = this.#progress(source, building);
    const { percent, behind: events, documents } = progress;
    return {
      ...(await this.#build(source, unmade(building))),
      ...{ percent, behind: { events, seconds: 0 }, documents, progress },
      ...{ comparing: false, comparison: null, served: false, mayServe: 'unfinished', keptUntil: null },
    };
  }

  #progress({ view, versions }: Source, building: Building): RebuildProgress {
    const found = versions.includes(building.version) ? this.replay.rebuilds.progressOf(view) : OUT_OF_SOURCE;
    const { phase, position, documents, eventsPerSecond, heldBack, readUntil, reason } = found ?? NOT_BEGUN;
    const { head, who } = this.around;
    const behind = eventsBetween(position, head);
    return {
      ...{ phase, documents, behind, eventsPerSecond, heldBack },
      percent: percentOf(position, head),
      events: Number(position),
      secondsLeft: eventsPerSecond > 0 ? behind / eventsPerSecond : null,
      readUntil: readUntil ?? null,
      reason: reason ?? null,
      startedAt: building.startedAt,
      startedBy: who.of(building.startedBy),
    };
  }

  #statusOf({ view }: Source, build: BuildRef): BuildStatus | undefined {
    return this.#statuses.get(nameOfBuild(buildOf(view, build)));
  }
}

type Found = Omit<ThreadProgress, 'head' | 'events'>;

const NOT_BEGUN: Found = { phase: 'reading', position: 0n, documents: 0, eventsPerSecond: 0, heldBack: false };
const OUT_OF_SOURCE: Found = {
  ...NOT_BEGUN,
  phase: 'failed',
  reason: 'This program does not have the version of this build any more.',
};

function stateOf(status: BuildStatus | undefined): ReplayView['state'] {
  if (!status || status.stopped !== undefined) return 'stopped';
  if (status.parked > 0) return 'waits-for-you';
  return status.seconds < 1 ? 'current' : 'catching-up';
}

function eventsBetween(position: bigint, head: bigint): number {
  return head > position ? Number(head - position) : 0;
}

/** To a tenth, and 100 only where nothing is missing. */
function percentOf(position: bigint, head: bigint): number {
  return position >= head ? 100 : Math.floor((1000 * Number(position)) / Number(head)) / 10;
}

function unmade({ version, build }: BuildRef): FinishedBuild {
  return { version, build, rebuilt: undefined, retiredAt: undefined };
}

/** Of a build that nobody keeps up to date: not yet, or not any more since the source does not have its version. */
function unread({ rebuilt }: FinishedBuild): Reading {
  return { position: BigInt(rebuilt?.events ?? 0), seconds: 0, documents: rebuilt?.documents ?? 0 };
}

/** What came of a comparison, without which documents differ. */
export function summaryOf(compared: Compared) {
  const { position, asOf, at, documents, equal, differing, onlyBefore, onlyAfter } = compared;
  return {
    ...{ before: idOfBuild(compared.before), after: idOfBuild(compared.after) },
    ...{ at, position, asOf, documents, equal, differing, onlyBefore, onlyAfter },
  };
}
