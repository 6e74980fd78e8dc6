import { Refusal } from '#event-sourcing';
import { plansFor, type AnyProjection, type ReadModelStore } from '#read-models';
import type { Source } from './domain/view-decisions.js';
import { streamOfView } from './domain/view.js';

/** The views of this program: their names, and the versions of their projections in its source. */
export class Sources {
  readonly #byName: ReadonlyMap<string, Source>;
  readonly #byStream: ReadonlyMap<string, Source>;

  constructor(readonly all: readonly Source[]) {
    this.#byName = new Map(all.map((source) => [source.view, source]));
    this.#byStream = new Map(all.map((source) => [streamOfView(source.view), source]));
  }

  /** What serves while nobody switched is told by the builds that are there when the program starts, and stays. */
  static async find(projections: readonly AnyProjection[], views: Pick<ReadModelStore, 'builds'>): Promise<Sources> {
    const plans = plansFor(projections, [], await views.builds());
    return new Sources(
      plans.map(({ view, serving: { version, build } }) => ({
        view,
        versions: versionsOf(view, projections),
        byItself: { version, build },
      })),
    );
  }

  /** @throws Refusal for a view that this program does not have */
  of(view: string): Source {
    const source = this.#byName.get(view);
    if (!source) throw new Refusal('not-found', 'There is nothing here, or it is not yours to see.', 'not-found');
    return source;
  }

  /** The view that a stream is about; `undefined` for one that this program does not have. */
  ofStream(stream: string): Source | undefined {
    return this.#byStream.get(stream);
  }
}

function versionsOf(view: string, projections: readonly AnyProjection[]): number[] {
  const versions = projections.filter(({ name }) => name === view).map(({ version }) => version);
  return versions.sort((one, other) => one - other);
}
