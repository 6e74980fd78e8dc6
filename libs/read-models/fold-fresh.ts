import type { Document, EventCatalog, ProjectedEvent, Projection, StoredEvent } from '#event-sourcing';
import { FreshFold } from './fresh-fold.js';

/**
 * A view as it must be: its documents by id, folded from the whole log, for comparing with what {@link ReadModel.dump}
 * gives.
 *
 * @param leftOut ids of events that the view leaves out
 */
export function foldFresh<Doc extends Document, Event extends ProjectedEvent>(
  projection: Projection<Doc, Event>,
  events: Iterable<StoredEvent>,
  catalog: EventCatalog,
  leftOut: ReadonlySet<string> = new Set(),
): Map<string, Doc> {
  const fold = new FreshFold(projection, catalog, { leftOut });
  for (const event of events) fold.add(event);
  const documents = new Map<string, Doc>();
  for (const [id, { text }] of fold.documents) {
    if (text !== undefined) documents.set(id, JSON.parse(text) as Doc);
  }
  return documents;
}
