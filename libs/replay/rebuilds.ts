import { startRebuild, type Rebuild, type RebuildProgress, type Rebuilt } from '#read-models';
import { idOfBuild, type BuildRef } from './domain/build-ref.js';
import type { Source } from './domain/view-decisions.js';
import type { View } from './domain/view.js';
import { buildOf } from './plan-of.js';

/** Where a thread finds what it rebuilds from. */
export interface RebuildPlace {
  /** The log's file. */
  readonly log: string;
  /** The folder of views. */
  readonly views: string;
  /** A module that exports `events` and `projections`. */
  readonly projections: URL;
}

export interface RebuildsOptions {
  readonly place: RebuildPlace;
  /** Called when a rebuild has caught up. */
  readonly onFinished: (source: Source, build: BuildRef, made: Rebuilt) => Promise<void>;
  /** Called a few times a second while something moves. */
  readonly onMoved: () => void;
  readonly onTrouble: (view: string, error: unknown) => void;
}

interface Running {
  readonly ref: BuildRef;
  readonly rebuild: Rebuild;
  isFailed: boolean;
}

/** The rebuilds at work in this process, one for each view at most. */
export class Rebuilds {
  readonly #running = new Map<string, Running>();
  #isHeldBack = false;

  constructor(private readonly options: RebuildsOptions) {}

  /** Starts, pauses, goes on with or ends the rebuild of a view, as was decided. */
  async follow(source: Source, { building, leftOut }: View): Promise<void> {
    const { view, versions } = source;
    const running = this.#running.get(view);
    if (running && (!building || idOfBuild(running.ref) !== idOfBuild(building))) await this.#end(view, running);
    // A version that left the source in the middle of its rebuild waits until it is back, or is dropped.
    if (!building || !versions.includes(building.version)) return;
    const { rebuild } = this.#running.get(view) ?? this.#start(source, building, leftOut);
    if (building.isPaused) rebuild.pause();
    else rebuild.resume();
  }

  /** Forgets a rebuild that failed, so that it is tried again from where it was. */
  async forgetFailed(view: string): Promise<void> {
    const running = this.#running.get(view);
    if (running?.isFailed) await this.#end(view, running);
  }

  progressOf(view: string): RebuildProgress | undefined {
    return this.#running.get(view)?.rebuild.progress();
  }

  /** Whether any of them reads the log at this moment. */
  get isAnyReading(): boolean {
    return [...this.#running.values()].some(
      ({ rebuild, isFailed }) => !isFailed && rebuild.progress().phase !== 'paused',
    );
  }

  holdBack(yes: boolean): void {
    if (yes === this.#isHeldBack) return;
    this.#isHeldBack = yes;
    for (const { rebuild } of this.#running.values()) rebuild.holdBack(yes);
  }

  /** Ends all threads; what they have stored stays, and the next start resumes there. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map(([view, running]) => this.#end(view, running)));
  }

  #start(source: Source, ref: BuildRef, leftOut: View['leftOut']): Running {
    const { view } = source;
    const rebuild = startRebuild({
      ...this.options.place,
      build: buildOf(view, ref),
      leftOut: new Set(leftOut.keys()),
    });
    const running = { ref: { version: ref.version, build: ref.build }, rebuild, isFailed: false };
    this.#running.set(view, running);
    rebuild.holdBack(this.#isHeldBack);
    rebuild.onProgress(this.options.onMoved);
    void this.#watch(source, running);
    return running;
  }

  async #watch(source: Source, running: Running): Promise<void> {
    const isCurrent = () => this.#running.get(source.view) === running;
    try {
      const made = await running.rebuild.done;
      if (isCurrent()) await this.options.onFinished(source, running.ref, made);
    } catch (error) {
      if (!isCurrent()) return;
      running.isFailed = true;
      this.options.onTrouble(source.view, error);
    }
    this.options.onMoved();
  }

  async #end(view: string, running: Running): Promise<void> {
    this.#running.delete(view);
    await running.rebuild.stop();
  }
}
