import type { Document, Projection } from '#event-sourcing';
import type { ReadModel, ReadModelStore } from '#read-models';

/** The views to read from. */
export class Views {
  readonly #models = new Map<string, ReadModel>();

  constructor(private readonly store: ReadModelStore) {}

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a projection takes its events in; only `any` admits every one.
  of<Doc extends Document>(projection: Projection<Doc, any>): ReadModel<Doc> {
    const known = this.#models.get(projection.name);
    if (known) return known as ReadModel<Doc>;
    const model = this.store.view<Doc>(projection);
    this.#models.set(projection.name, model);
    return model;
  }
}
