import type { EventCatalog, EventStore, StoredEvent } from '#event-sourcing';
import { keysOf } from './evolve-safely.js';
import { FreshFold } from './fresh-fold.js';
import { namedBy } from './intake.js';
import type { Lane } from './lane.js';
import { ReadEvent } from './read-event.js';
import type { AnyProjection } from './read-model-store.js';
import { giveTurn, isTurnOver } from './turn.js';
import type { ViewChanged } from './view-changed.js';

export interface Log {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly catalog: EventCatalog;
}

const PAGE = 1000;

/**
 * Folds the documents anew that parked events hold up, and those that an event touches which is newly left out, from the
 * log's beginning: an event whose documents could not be told may have been overtaken by others, and this way each
 * document still gets its events in order. What cannot be applied this time either is parked again.
 *
 * @param lane detached from its scan, everything stored
 * @throws Fenced
 */
export async function refold(
  lane: Lane,
  log: Log,
  leftOut: ReadonlySet<string> = lane.leftOut,
): Promise<ViewChanged | undefined> {
  const before = await lane.parked();
  const changed = leftOut.symmetricDifference(lane.leftOut);
  if (before.length === 0 && changed.size === 0) return undefined;
  const touched = (event: StoredEvent): readonly string[] =>
    touchedBy(lane.projection, new ReadEvent(event, log.catalog));
  const held = before.filter(({ scope }) => scope === 'document').map(({ key }) => key);
  const events = [...before.map(({ event }) => event), ...(await eventsOf(changed, lane.position, log))];
  const ids = new Set([...held, ...events.flatMap(touched)]);
  const fold = new FreshFold(lane.projection, log.catalog, { only: ids, leftOut });
  for await (const event of eventsUpTo(lane.position, log)) fold.add(event);
  return lane.replace({ fold, ids, before, leftOut });
}

/** Ids of the documents that an event belongs to, as far as they can be told by now. */
function touchedBy(projection: AnyProjection, read: ReadEvent): readonly string[] {
  const named = namedBy(projection, read) ?? [];
  try {
    return [...named, ...keysOf(projection, read.project())];
  } catch {
    return named;
  }
}

/** Events of these ids; the whole log is looked through, since it has no index on them. */
async function eventsOf(wanted: ReadonlySet<string>, end: bigint, log: Log): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  if (wanted.size === 0) return found;
  for await (const event of eventsUpTo(end, log)) if (wanted.has(event.id)) found.push(event);
  return found;
}

/** The log's events up to a position, with a turn for others now and then. */
export async function* eventsUpTo(end: bigint, { store }: Pick<Log, 'store'>): AsyncGenerator<StoredEvent> {
  for (let position = 0n; position < end;) {
    const page = await store.readAll(position, { limit: PAGE });
    for (const event of page) {
      if (event.position > end) return;
      if (isTurnOver()) await giveTurn();
      yield event;
    }
    const last = page.at(-1);
    if (!last) return;
    position = last.position;
  }
}
