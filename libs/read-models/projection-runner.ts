import type { EventCatalog, EventStore } from '#event-sourcing';
import type { BuildStatus } from './build-status.js';
import { Builds } from './builds.js';
import { LagWatch, type Lag } from './lag.js';
import type { Lane } from './lane.js';
import { Persistence } from './persistence.js';
import {
  ViewLocked,
  type AnyProjection,
  type ParkedEvent,
  type ReadModelStore,
  type ViewDefinition,
} from './read-model-store.js';
import { Readers, type ReadPosition } from './readers.js';
import { refold } from './refold.js';
import { Scans } from './scans.js';
import type { ViewChanged } from './view-changed.js';
import { plansFor, type ViewPlan } from './view-plan.js';

export interface ProjectionRunnerOptions {
  readonly store: EventStore;
  readonly catalog: EventCatalog;
  readonly views: ReadModelStore;
  /** Two versions of one view may stand beside each other. */
  readonly projections: readonly AnyProjection[];
  /** Of the views that are not as {@link plansFor} has them by itself. */
  readonly plans?: readonly ViewPlan[];
  /** Events read at a time; 1,000 by default, read in a few milliseconds. */
  readonly pageSize?: number;
  /** Called for each failure of the log, of a view or of a listener; the runner goes on by itself. */
  readonly onTrouble?: (error: unknown) => void;
  /** Called when nobody here keeps a view up to date any more that serves: it is {@link Fenced}, or the program is at fault. */
  readonly onStopped?: (view: string, error: unknown) => void;
}

/** Keeps views up to date with the log, from wherever each was left: a new one from the beginning. */
export class ProjectionRunner {
  readonly #builds: Builds;
  readonly #scans: Scans;
  readonly #readers = new Readers();
  readonly #listeners = new Set<(change: ViewChanged) => void>();
  /** What is done to a lane that was taken out of its scan. */
  readonly #repairs = new Map<Lane, Promise<void>>();
  readonly #stopped = new Map<Lane, unknown>();
  readonly #persistence: Persistence;
  readonly #lag: LagWatch;
  #plans: Promise<void> = Promise.resolve();
  #stopListening: (() => void) | undefined;
  #isStopped = false;

  constructor(private readonly options: ProjectionRunnerOptions) {
    const { store, catalog, views, projections } = options;
    this.#persistence = new Persistence((error) => options.onTrouble?.(error));
    this.#builds = new Builds(projections, { catalog, views, persistence: this.#persistence });
    this.#lag = new LagWatch(store, () => this.#builds.lanes);
    this.#scans = new Scans({
      store,
      catalog,
      persistence: this.#persistence,
      pageSize: options.pageSize ?? 1000,
      readers: this.#readers,
      onChanged: (change, lane) => {
        if (this.#builds.isServing(lane)) this.#tell(change);
      },
      onStopped: (lane, error) => {
        this.#stopped.set(lane, error);
        this.#readers.stopped(lane);
        if (this.#builds.isServing(lane)) options.onStopped?.(lane.name, error);
      },
    });
  }

  /**
   * Takes every view over, so that an older runner stops, and begins.
   *
   * @throws Error when a view is ahead of the log: it was made from another one
   */
  async start(): Promise<void> {
    await this.apply(this.options.plans ?? []);
    this.#stopListening = this.options.store.onAppended(() => {
      this.#scans.wake();
    });
  }

  /**
   * Begins what the plans name and is not kept up to date yet, lets go of what none names, changes who serves, and folds
   * those documents anew that an event held up or changed which is newly left out. Applying the same plans again changes
   * nothing.
   *
   * @throws Error when a build is ahead of the log, or cannot be opened; others go on as before
   */
  apply(plans: readonly ViewPlan[]): Promise<void> {
    const applied = this.#plans.catch(() => undefined).then(() => this.#apply(plans));
    this.#plans = applied;
    return applied;
  }

  /** Stores what is folded and stops. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening?.();
    this.#lag.stop();
    this.#persistence.stop();
    await Promise.allSettled([this.#plans, ...this.#repairs.values()]);
    await this.#scans.stop();
    for (const lane of this.#builds.lanes) this.#readers.stopped(lane);
  }

  /**
   * Waits until the views have passed a position, having them stored at once, and gives the smallest that they have
   * passed by then; after the time-out at the latest.
   *
   * @throws Error for a view that does not exist
   */
  async waitFor(position: bigint, views: readonly string[], timeoutMs = 2000): Promise<ReadPosition> {
    const lanes = views.map((view) => this.#builds.serves(view));
    const answer = this.#readers.wait(position, lanes, timeoutMs);
    this.#scans.hurry(lanes.filter(({ settled }) => settled < position));
    return answer;
  }

  /** Position that a view has passed: everything up to it can be read, unless it is parked. */
  position(view: string): bigint {
    return this.#builds.serves(view).settled;
  }

  /**
   * An object that stays the same for as long as everything reads the same in a view: what was read of it may be
   * remembered beside it. It changes together with {@link position}.
   */
  edition(view: string): object {
    return this.#builds.serves(view).edition;
  }

  /** Whether events of a view are parked. */
  isHeldUp(view: string): boolean {
    return this.#builds.serves(view).isHeldUp;
  }

  /** The build of a view that answers readers at this moment. */
  serving(view: string): ViewDefinition {
    const { projection, build } = this.#builds.serves(view);
    return { ...projection, build: build.build };
  }

  /** How far each view is behind the log, as seen within the last half second. */
  lags(): Lag[] {
    return this.#builds.serving.map((lane) => this.#lag.of(lane));
  }

  /** Every build that is kept up to date here, or was until it stopped. */
  status(): BuildStatus[] {
    return this.#builds.lanes.map((lane) => {
      const { position, events, seconds } = this.#lag.of(lane);
      const { build, documents, stuck: parked } = lane;
      const stopped = this.#stopped.has(lane) && { stopped: String(this.#stopped.get(lane)) };
      return { build, position, events, seconds, documents, parked, serving: this.#builds.isServing(lane), ...stopped };
    });
  }

  /** Calls back after each time that a view was stored with changes, or another build of it answers. Returns how to stop. */
  onChanged(listener: (change: ViewChanged) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A view's events that could not be applied, and those that wait behind them, in order. */
  async parked(view: string): Promise<ParkedEvent[]> {
    return this.#builds.serves(view).parked();
  }

  /**
   * Tries a view's parked events again, in order, in each of its builds, while the other views go on. Resolves with what
   * is still parked in the one that serves.
   *
   * @throws Fenced
   */
  async retryParked(view: string): Promise<ParkedEvent[]> {
    const lane = this.#builds.serves(view);
    const beside = this.#builds.lanes.filter((one) => one !== lane && one.name === view && !this.#stopped.has(one));
    await Promise.all([lane, ...beside].map((one) => this.#repair(one, one.leftOut)));
    return lane.parked();
  }

  async #apply(given: readonly ViewPlan[]): Promise<void> {
    const { projections, views, store } = this.options;
    const plans = plansFor(projections, given, await views.builds());
    const { begun, locked, ended, switched } = await this.#builds.plan(plans, await store.head());
    for (const lane of locked) void this.#unlock(lane);
    for (const lanes of Map.groupBy(begun, ({ position }) => position).values()) this.#scans.begin(lanes);
    for (const lane of switched) this.#tell({ view: lane.name, position: lane.settled, changes: [], isSwitched: true });
    for (const lane of ended) await this.#end(lane);
    for (const { view, leftOut } of plans) await this.#leaveOut(view, leftOut);
  }

  /** Whoever was stopped in the middle of a write must not keep a new process from serving; it is waited for beside. */
  async #unlock(locked: Lane): Promise<void> {
    this.#stopped.set(locked, new ViewLocked(locked.name, undefined));
    try {
      const lane = await this.#builds.unlock(locked);
      if (lane) this.#scans.begin([lane]);
      this.#readers.stopped(locked);
    } catch (error) {
      if (!this.#isStopped) this.options.onStopped?.(locked.name, error);
    } finally {
      this.#stopped.delete(locked);
    }
  }

  async #end(lane: Lane): Promise<void> {
    if (!this.#stopped.has(lane)) await this.#scans.detach(lane);
    this.#stopped.delete(lane);
    this.#readers.stopped(lane);
  }

  async #leaveOut(view: string, leftOut: ReadonlySet<string>): Promise<void> {
    const behind = this.#builds.lanes.filter((lane) => {
      return lane.name === view && !this.#stopped.has(lane) && lane.leftOut.symmetricDifference(leftOut).size > 0;
    });
    await Promise.all(behind.map((lane) => this.#repair(lane, leftOut)));
  }

  /** Folds a lane's held up documents anew, one repair of it after the other. */
  #repair(lane: Lane, leftOut: ReadonlySet<string>): Promise<void> {
    const before = this.#repairs.get(lane) ?? Promise.resolve();
    const repair = before.catch(() => undefined).then(() => this.#refold(lane, leftOut));
    this.#repairs.set(lane, repair);
    return repair;
  }

  async #refold(lane: Lane, leftOut: ReadonlySet<string>): Promise<void> {
    if (this.#isStopped) throw new Error(`Nobody here keeps the view ${lane.name} up to date.`);
    await this.#scans.detach(lane);
    try {
      const change = await refold(lane, this.options, leftOut);
      if (change && this.#builds.isServing(lane)) this.#tell(change);
    } finally {
      this.#scans.begin([lane]);
    }
  }

  #tell(change: ViewChanged): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.options.onTrouble?.(error);
      }
    }
  }
}
