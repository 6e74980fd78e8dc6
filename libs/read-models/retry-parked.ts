import type { EventCatalog, EventStore } from '#event-sourcing';
import { keysOf } from './evolve-safely.js';
import { FreshFold } from './fresh-fold.js';
import type { Lane } from './lane.js';
import { ReadEvent } from './read-event.js';
import type { ParkedEvent } from './read-model-store.js';
import { giveTurn, isTurnOver } from './turn.js';
import type { ViewChanged } from './view-changed.js';

export interface Log {
  readonly store: EventStore;
  readonly catalog: EventCatalog;
}

const PAGE = 1000;

/**
 * Folds the documents anew that parked events hold up, from the log's beginning: an event whose documents could not be
 * told may have been overtaken by others, and this way each document still gets its events in order. What cannot be
 * applied this time either is parked again.
 *
 * @param lane detached from its scan, everything stored
 * @throws Fenced
 */
export async function retryParked(lane: Lane, log: Log): Promise<ViewChanged | undefined> {
  const parked = await lane.parked();
  if (parked.length === 0) return undefined;
  const ids = new Set(parked.flatMap((event) => heldUp(event, lane, log.catalog)));
  const fold = new FreshFold(lane.projection, log.catalog, ids);
  await foldUpTo(lane.position, fold, log.store);
  return lane.replace(fold, ids, parked);
}

/** Ids of the documents that a parked event belongs to, as far as they can be told by now. */
function heldUp({ scope, key, event }: ParkedEvent, { projection }: Lane, catalog: EventCatalog): readonly string[] {
  if (scope === 'document') return [key];
  try {
    return keysOf(projection, new ReadEvent(event, catalog).project());
  } catch {
    return [];
  }
}

async function foldUpTo(end: bigint, fold: FreshFold, store: EventStore): Promise<void> {
  for (let position = 0n; position < end;) {
    const page = await store.readAll(position, { limit: PAGE });
    for (const event of page) {
      if (event.position > end) return;
      if (isTurnOver()) await giveTurn();
      fold.add(event);
    }
    const last = page.at(-1);
    if (!last) return;
    position = last.position;
  }
}
