import type { CommandContext, Decide, Outcome, Transactions } from '#event-sourcing';
import type { AnyProjection, ProjectionRunner, ReadModelStore, Rebuilt, ViewPlan } from '#read-models';
import { compared } from './compared.js';
import { Comparisons } from './comparisons.js';
import type { BuildRef } from './domain/build-ref.js';
import { idOfBuild } from './domain/build-ref.js';
import { finishRebuild, type Source } from './domain/view-decisions.js';
import type { NewReplayEvent } from './domain/view-events.js';
import type { View } from './domain/view.js';
import { dropOutdated } from './drop-outdated.js';
import { Follower } from './follower.js';
import { HoldBack, type Load } from './hold-back.js';
import { Rebuilds, type RebuildPlace } from './rebuilds.js';
import { replays } from './replays.js';
import { Sources } from './sources.js';
import { StateWatch } from './state-watch.js';
import { ViewStates } from './view-states.js';

const HOUR_MS = 3_600_000;
/** How often somebody who looks may be told that something moved. */
const TOLD_EVERY_MS = 250;

export interface ReplayOptions {
  readonly transactions: Transactions;
  readonly views: ReadModelStore;
  readonly projections: readonly AnyProjection[];
  readonly place: RebuildPlace;
  /** See `commandPrintOf`. */
  readonly printKey: Uint8Array;
  readonly now: () => Date;
  readonly onTrouble: (what: string, view: string, error: unknown) => void;
}

/** What is done to the views of a data folder, by the portal that serves it or by the shell while none does. */
export class Replay {
  readonly states: ViewStates;
  readonly comparisons: Comparisons;
  readonly rebuilds: Rebuilds;
  readonly #follower: Follower;
  readonly #listeners = new Set<() => void>();
  #closing: (() => void)[] = [];
  #runner: ProjectionRunner | undefined;
  #telling: NodeJS.Timeout | undefined;

  private constructor(
    readonly sources: Sources,
    readonly options: ReplayOptions,
  ) {
    const { transactions, place, printKey, views, onTrouble } = options;
    this.states = new ViewStates(transactions, printKey);
    this.comparisons = new Comparisons(place);
    this.rebuilds = new Rebuilds({
      place,
      onFinished: (source, build, made) => this.#finish(source, build, made),
      onMoved: () => {
        this.tellMoved();
      },
      onTrouble: (view, error) => {
        onTrouble('rebuild failed', view, error);
      },
    });
    const { states, rebuilds, comparisons } = this;
    this.#follower = new Follower({ sources, states, rebuilds, comparisons, views, folder: place.views });
  }

  static async open(options: ReplayOptions): Promise<Replay> {
    const replay = new Replay(await Sources.find(options.projections, options.views), options);
    await replay.#dropOutdated();
    return replay;
  }

  /** What the runner is to begin with. */
  plans(): Promise<readonly ViewPlan[]> {
    return this.#follower.plans();
  }

  /** Leads a runner that was started with {@link plans}, and goes on with rebuilds that something interrupted. */
  async start(runner: ProjectionRunner, load: Load): Promise<void> {
    this.#runner = runner;
    this.#follower.lead(runner);
    const holdBack = new HoldBack(load, this.rebuilds);
    const watch = new StateWatch(runner, () => {
      this.tellMoved();
    });
    const sweep = setInterval(() => {
      this.#attempt('', async () => this.#follower.follow(await this.#dropOutdated()));
    }, HOUR_MS).unref();
    const stopListening = runner.onChanged(({ view, changes }) => {
      if (view !== replays.name) return;
      const sources = changes.flatMap(({ stream }) => this.sources.ofStream(stream) ?? []);
      this.#attempt(sources[0]?.view ?? '', () => this.#follower.follow(sources));
    });
    this.#closing = [
      stopListening,
      () => {
        clearInterval(sweep);
      },
      () => {
        holdBack.stop();
        watch.stop();
      },
    ];
    await this.#follower.follow();
  }

  /** Ends what it began; rebuilds go on at the next start. */
  async stop(): Promise<void> {
    for (const close of this.#closing.splice(0)) close();
    clearTimeout(this.#telling);
    await this.rebuilds.stop();
  }

  get runner(): ProjectionRunner {
    if (!this.#runner) throw new Error('Nobody keeps the views up to date yet.');
    return this.#runner;
  }

  /** Decides, and does what was decided before it answers. @throws Refusal */
  async decide(source: Source, command: CommandContext, decision: Decide<View, NewReplayEvent>): Promise<Outcome> {
    const outcome = await this.states.decide(source.view, command, decision);
    await this.#follower.follow([source]);
    return outcome;
  }

  /** Compares a build with the one that serves; takes as long as that takes. @throws Refusal */
  async compare(source: Source, after: BuildRef, command: CommandContext): Promise<Outcome> {
    const comparing = compared(this, source, after, command);
    this.tellMoved();
    return comparing.finally(() => {
      this.tellMoved();
    });
  }

  /** Calls back, a few times a second at most, when what a console shows has moved. Returns how to stop. */
  onMoved(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tellMoved(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      for (const listener of this.#listeners) listener();
    }, TOLD_EVERY_MS).unref();
  }

  async #finish(source: Source, build: BuildRef, { position, documents, seconds }: Rebuilt): Promise<void> {
    const deed = { actor: 'portico', named: ['finish', idOfBuild(build)], at: this.options.now() };
    const command = this.states.commandOf(deed, source.view);
    // Positions have no gap; of a rebuild that was resumed, its thread knows only what it has read since.
    const made = { events: Number(position), documents, seconds: Math.round(seconds * 1000) / 1000 };
    await this.decide(source, command, finishRebuild(source, build, made));
  }

  #dropOutdated(): Promise<Source[]> {
    return dropOutdated(this.sources.all, this.states, this.options.views, this.options.now());
  }

  /** What fails here is done at the next move of the view's stream, or at the next start. */
  #attempt(view: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.options.onTrouble('what was decided about a view is not done yet', view, error);
    });
  }
}
