import { EventCatalog, type AnyEventType } from '#event-sourcing';
import { nameOfBuild, type Build } from './build.js';
import type { AnyProjection } from './read-model-store.js';

/** What a thread that makes views loads: the module exports `events` and `projections`. */
export interface ViewSource {
  readonly catalog: EventCatalog;
  readonly projections: readonly AnyProjection[];
}

export async function loadViewSource(module: string): Promise<ViewSource> {
  const { events, projections } = (await import(module)) as {
    readonly events: readonly AnyEventType[];
    readonly projections: readonly AnyProjection[];
  };
  return { catalog: new EventCatalog(events), projections };
}

/** The code that makes a build. @throws Error when the source does not have it any more */
export function projectionOf({ projections }: Pick<ViewSource, 'projections'>, build: Build): AnyProjection {
  const found = projections.find(({ name, version }) => name === build.view && version === build.version);
  if (!found) throw new Error(`The source has no projection ${nameOfBuild({ ...build, build: 0 })}.`);
  return found;
}
