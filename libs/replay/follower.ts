import { nameOfBuild, type ProjectionRunner, type ReadModelStore, type ViewPlan } from '#read-models';
import { buildOfId } from './domain/build-ref.js';
import type { Source } from './domain/view-decisions.js';
import type { View } from './domain/view.js';
import { buildOf, planOf } from './plan-of.js';
import type { Comparisons } from './comparisons.js';
import type { Rebuilds } from './rebuilds.js';
import { writeServing } from './serving-file.js';
import type { Sources } from './sources.js';
import type { ViewStates } from './view-states.js';

export interface FollowerOptions {
  readonly sources: Sources;
  readonly states: ViewStates;
  readonly rebuilds: Rebuilds;
  readonly comparisons: Comparisons;
  readonly views: ReadModelStore;
  /** The folder of views. */
  readonly folder: string;
}

/** Does what was decided about views: who serves, what is kept beside, what is rebuilt, and which files go. */
export class Follower {
  readonly #plans = new Map<string, ViewPlan>();
  #runner: Pick<ProjectionRunner, 'apply'> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowerOptions) {}

  /** What the runner is to begin with. */
  async plans(): Promise<readonly ViewPlan[]> {
    for (const source of this.options.sources.all) await this.#plan(source);
    return [...this.#plans.values()];
  }

  /** From now on the runner does what {@link follow} finds. */
  lead(runner: Pick<ProjectionRunner, 'apply'>): void {
    this.#runner = runner;
  }

  /** Brings everything in line with what was decided about these views, one time after the other. */
  follow(sources: readonly Source[] = this.options.sources.all): Promise<void> {
    const turn = this.#last.then(() => this.#follow(sources));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #follow(sources: readonly Source[]): Promise<void> {
    const states = new Map<Source, View>();
    for (const source of sources) states.set(source, await this.#plan(source));
    for (const [source, state] of states) await this.options.rebuilds.follow(source, state);
    await this.#runner?.apply([...this.#plans.values()]);
    for (const [source, state] of states) await this.#dropFiles(source, state);
    writeServing(this.options.folder, this.#plans.values());
  }

  async #plan(source: Source): Promise<View> {
    const state = await this.options.states.of(source.view);
    this.#plans.set(source.view, planOf(state, source));
    return state;
  }

  /** Deletes what was dropped and is still there; a build that serves by itself again was made anew. */
  async #dropFiles({ view }: Source, { dropped }: View): Promise<void> {
    const plan = this.#plans.get(view);
    const used = new Set(
      [plan?.serving, ...(plan?.beside ?? [])].flatMap((build) => (build ? nameOfBuild(build) : [])),
    );
    const made = new Set((await this.options.views.builds()).map(nameOfBuild));
    const gone = [...dropped].map((id) => buildOf(view, buildOfId(id)));
    for (const build of gone) {
      const name = nameOfBuild(build);
      if (!made.has(name) || used.has(name)) continue;
      await this.options.views.drop(build);
      await this.options.comparisons.forget(build);
    }
  }
}
