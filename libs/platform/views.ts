import type { Document, Projection } from '#event-sourcing';
import type { ReadModel, ReadModelStore, ViewDefinition } from '#read-models';

/** Says which build of a view answers at this moment; whoever runs the projections knows. */
export interface Serving {
  serving(view: string): ViewDefinition;
}

/** The views to read from. */
export class Views {
  constructor(
    private readonly store: ReadModelStore,
    private readonly builds: Serving,
  ) {}

  /** The view as the build gives it that serves now: ask again for each answer, since another may serve the next one. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a projection takes its events in; only `any` admits every one.
  of<Doc extends Document>({ name }: Projection<Doc, any>): ReadModel<Doc> {
    return this.store.view<Doc>(this.builds.serving(name));
  }
}
