import { isSameBuild, nameOfBuild, type Build } from './build.js';
import { Lane, type LaneContext, type LaneTask } from './lane.js';
import { ViewLocked, type AnyProjection } from './read-model-store.js';
import type { ViewPlan } from './view-plan.js';
import { projectionOf } from './view-source.js';

/** What became of the builds when plans changed. */
export interface Planned {
  /** Begun, at the position where each was left. */
  readonly begun: readonly Lane[];
  /** Answer readers with what is stored, because another process keeps them locked; see {@link Builds.unlock}. */
  readonly locked: readonly Lane[];
  /** In no plan any more. */
  readonly ended: readonly Lane[];
  /** Serve from now on in place of another build. */
  readonly switched: readonly Lane[];
}

/** The builds that are kept up to date here, and which of them serve. */
export class Builds {
  readonly #lanes = new Map<string, Lane>();
  readonly #serving = new Map<string, Lane>();
  readonly #locked = new Map<Lane, LaneTask>();

  constructor(
    readonly projections: readonly AnyProjection[],
    private readonly context: LaneContext,
  ) {
    const names = projections.map(({ name, version }) => nameOfBuild({ view: name, version, build: 0 }));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`Two projections are named ${twice}.`);
  }

  /** Every build, whether it serves or not. */
  get lanes(): readonly Lane[] {
    return [...this.#lanes.values()];
  }

  /** The builds that answer readers. */
  get serving(): readonly Lane[] {
    return [...this.#serving.values()];
  }

  /** @throws Error for a view that does not exist */
  serves(view: string): Lane {
    const lane = this.#serving.get(view);
    if (!lane) throw new Error(`There is no view ${view}.`);
    return lane;
  }

  isServing(lane: Lane): boolean {
    return this.#serving.get(lane.name) === lane;
  }

  /**
   * Takes over what plans name, and lets go of what none names. Nothing has changed when it throws.
   *
   * @param head the log's end
   * @throws Error when a build is ahead of the log: it was made from another one
   */
  async plan(plans: readonly ViewPlan[], head: bigint): Promise<Planned> {
    const wanted = plans.flatMap(({ serving, beside, leftOut }) =>
      [serving, ...beside].map((build) => ({ build, leftOut })),
    );
    const opened: Lane[] = [];
    for (const { build, leftOut } of wanted) {
      if (!this.#lanes.has(nameOfBuild(build))) opened.push(await this.#open(build, leftOut));
    }
    const ahead = opened.find(({ position }) => position > head);
    if (ahead) {
      const name = nameOfBuild(ahead.build);
      throw new Error(`The view ${name} was made from another log. Delete its file to have it made anew.`);
    }
    for (const lane of opened) this.#lanes.set(nameOfBuild(lane.build), lane);
    const switched = plans.flatMap((plan) => this.#switch(plan));
    const ended = this.lanes.filter((lane) => !wanted.some(({ build }) => isSameBuild(build, lane.build)));
    for (const lane of ended) this.#lanes.delete(nameOfBuild(lane.build));
    const [locked = [], begun = []] = [true, false].map((is) => opened.filter((lane) => this.#locked.has(lane) === is));
    return { begun, locked, ended, switched };
  }

  /**
   * Waits until whoever keeps a build locked goes on or ends, and puts a lane in its place that may be fed; `undefined`
   * when no plan names it any more by then.
   *
   * @throws Error when it was stopped meanwhile
   */
  async unlock(locked: Lane): Promise<Lane | undefined> {
    const task = this.#locked.get(locked);
    if (!task) throw new Error(`The build ${nameOfBuild(locked.build)} is not locked.`);
    const lane = await this.context.persistence.keepTrying(() => Lane.open(task, this.context));
    this.#locked.delete(locked);
    const name = nameOfBuild(locked.build);
    if (this.#lanes.get(name) !== locked) return undefined;
    this.#lanes.set(name, lane);
    if (this.isServing(locked)) this.#serving.set(lane.name, lane);
    return lane;
  }

  /** The lane that now serves in place of another. */
  #switch({ view, serving }: ViewPlan): Lane[] {
    const before = this.#serving.get(view);
    const lane = this.#lanes.get(nameOfBuild(serving));
    if (!lane || lane === before) return [];
    this.#serving.set(view, lane);
    return before ? [lane] : [];
  }

  async #open(build: Build, leftOut: ReadonlySet<string>): Promise<Lane> {
    const task = { projection: projectionOf(this, build), build, leftOut };
    try {
      return await Lane.open(task, this.context);
    } catch (error) {
      if (!(error instanceof ViewLocked)) throw error;
    }
    const lane = await Lane.open(task, this.context, 'look');
    this.#locked.set(lane, task);
    return lane;
  }
}
