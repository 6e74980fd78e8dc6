import type { EventCatalog, EventStore } from '#event-sourcing';
import { LagWatch, type Lag } from './lag.js';
import { Lane } from './lane.js';
import { Persistence } from './persistence.js';
import type { AnyProjection, ParkedEvent, ReadModelStore } from './read-model-store.js';
import { Readers, type ReadPosition } from './readers.js';
import { retryParked } from './retry-parked.js';
import { Scan, type ScanContext } from './scan.js';
import type { ViewChanged } from './view-changed.js';

export interface ProjectionRunnerOptions {
  readonly store: EventStore;
  readonly catalog: EventCatalog;
  readonly views: ReadModelStore;
  readonly projections: readonly AnyProjection[];
  /** Events read at a time; 1,000 by default, read in a few milliseconds. */
  readonly pageSize?: number;
  /** Called for each failure of the log, of a view or of a listener; the runner goes on by itself. */
  readonly onTrouble?: (error: unknown) => void;
  /** Called when nobody here keeps a view up to date any more: it is {@link Fenced}, or the program is at fault. */
  readonly onStopped?: (view: string, error: unknown) => void;
}

/** Keeps the views of all projections up to date with the log, from wherever each was left: a new one from the beginning. */
export class ProjectionRunner {
  readonly #lanes = new Map<string, Lane>();
  readonly #scans = new Map<Scan, Promise<void>>();
  readonly #readers = new Readers();
  readonly #listeners = new Set<(change: ViewChanged) => void>();
  readonly #retries = new Map<Lane, Promise<void>>();
  readonly #persistence: Persistence;
  readonly #lag: LagWatch;
  readonly #scanContext: ScanContext;
  #stopListening: (() => void) | undefined;
  #isStopped = false;

  constructor(private readonly options: ProjectionRunnerOptions) {
    const { store, catalog } = options;
    this.#persistence = new Persistence((error) => options.onTrouble?.(error));
    this.#lag = new LagWatch(store, () => this.#lanes.values());
    this.#scanContext = {
      store,
      catalog,
      persistence: this.#persistence,
      pageSize: options.pageSize ?? 1000,
      readers: this.#readers,
      meetingPoint: (after, before) => this.#meetingPoint(after, before),
      join: (scan) => this.#join(scan),
      onChanged: (change) => {
        this.#tell(change);
      },
      onStopped: (lane, error) => {
        this.#readers.stopped(lane);
        options.onStopped?.(lane.name, error);
      },
    };
  }

  /**
   * Takes every view over, so that an older runner stops, and begins.
   *
   * @throws Error when a view is ahead of the log: it was made from another one
   */
  async start(): Promise<void> {
    const { store, projections, catalog, views } = this.options;
    const context = { catalog, views, persistence: this.#persistence };
    for (const projection of projections) {
      if (this.#lanes.has(projection.name)) throw new Error(`Two projections are named ${projection.name}.`);
      this.#lanes.set(projection.name, await Lane.open(projection, context));
    }
    const head = await store.head();
    const ahead = [...this.#lanes.values()].find(({ position }) => position > head);
    if (ahead)
      throw new Error(`The view ${ahead.name} was made from another log. Delete its file to have it made anew.`);
    for (const lanes of Map.groupBy(this.#lanes.values(), ({ position }) => position).values()) this.#begin(lanes);
    this.#stopListening = store.onAppended(() => {
      for (const scan of this.#scans.keys()) scan.wake();
    });
  }

  /** Stores what is folded and stops. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening?.();
    this.#lag.stop();
    this.#persistence.stop();
    await Promise.allSettled(this.#retries.values());
    for (const scan of this.#scans.keys()) scan.stop();
    await Promise.all(this.#scans.values());
    for (const lane of this.#lanes.values()) this.#readers.stopped(lane);
  }

  /**
   * Waits until the views have passed a position, having them stored at once, and gives the smallest that they have
   * passed by then; after the time-out at the latest.
   *
   * @throws Error for a view that does not exist
   */
  async waitFor(position: bigint, views: readonly string[], timeoutMs = 2000): Promise<ReadPosition> {
    const lanes = views.map((view) => this.#lane(view));
    const answer = this.#readers.wait(position, lanes, timeoutMs);
    for (const scan of this.#scans.keys()) {
      if (lanes.some((lane) => lane.settled < position && scan.lanes.has(lane))) scan.hurry();
    }
    return answer;
  }

  /** Position that a view has passed: everything up to it can be read, unless it is parked. */
  position(view: string): bigint {
    return this.#lane(view).settled;
  }

  /** Whether events of a view are parked. */
  isHeldUp(view: string): boolean {
    return this.#lane(view).isHeldUp;
  }

  /** How far each view is behind the log, as seen within the last half second. */
  lags(): Lag[] {
    return this.#lag.lags();
  }

  /** Calls back after each time that a view was stored with changes. Returns how to stop. */
  onChanged(listener: (change: ViewChanged) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A view's events that could not be applied, and those that wait behind them, in order. */
  async parked(view: string): Promise<ParkedEvent[]> {
    return this.#lane(view).parked();
  }

  /**
   * Tries a view's parked events again, in order, while the other views go on. Resolves with what is still parked.
   *
   * @throws Fenced
   */
  async retryParked(view: string): Promise<ParkedEvent[]> {
    const lane = this.#lane(view);
    const retry = (this.#retries.get(lane) ?? Promise.resolve()).catch(() => undefined).then(() => this.#retry(lane));
    this.#retries.set(lane, retry);
    await retry;
    return lane.parked();
  }

  async #retry(lane: Lane): Promise<void> {
    const scan = [...this.#scans.keys()].find(({ lanes }) => lanes.has(lane));
    if (!scan || this.#isStopped) throw new Error(`Nobody here keeps the view ${lane.name} up to date.`);
    await scan.detach(lane);
    try {
      const change = await retryParked(lane, this.options);
      if (change) this.#tell(change);
    } finally {
      this.#resume(lane);
    }
  }

  #resume(lane: Lane): void {
    if (!this.#isStopped) this.#begin([lane]);
  }

  #lane(view: string): Lane {
    const lane = this.#lanes.get(view);
    if (!lane) throw new Error(`There is no view ${view}.`);
    return lane;
  }

  #begin(lanes: readonly Lane[]): void {
    const scan = new Scan(this.#scanContext, lanes);
    const run = scan.run().finally(() => this.#scans.delete(scan));
    this.#scans.set(scan, run);
  }

  #meetingPoint(after: bigint, before: bigint): bigint | undefined {
    const between = [...this.#scans.keys()]
      .map(({ position }) => position)
      .filter((one) => after < one && one < before);
    return between.reduce<bigint | undefined>(
      (least, one) => (least === undefined || one < least ? one : least),
      undefined,
    );
  }

  #join(scan: Scan): boolean {
    const other = [...this.#scans.keys()].find((one) => one !== scan && one.isOpen && one.position === scan.position);
    return other !== undefined && scan.moveTo(other);
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
