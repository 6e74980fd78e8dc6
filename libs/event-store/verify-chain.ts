import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  NO_PREVIOUS,
  NO_STREAM,
  chainHash,
  type EventMetadata,
  type EventStore,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';

/** The first event, in order of position, that does not follow from the one before it in its stream. */
export interface Broken {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: bigint;
  readonly reason: string;
}

export interface Verdict {
  readonly events: number;
  readonly streams: number;
  readonly valid: boolean;
  readonly firstBad: Broken | undefined;
}

const PAGE = 2_000;

/**
 * Checks the chain of every stream over what is stored: revisions without a gap, each `prev` the hash before it, each
 * hash that of its event, and the columns beside the hashed text in agreement with it. Memory grows with the number of
 * streams only.
 *
 * @param read called after each page with the number of events checked so far
 */
export async function verifyChain(
  store: EventStore,
  read: (events: number) => void = () => undefined,
): Promise<Verdict> {
  const chains = new Chains();
  let events = 0;
  for (let after = 0n; ;) {
    const page = await store.readAll(after, { limit: PAGE });
    for (const event of page) {
      const reason = chains.follow(event);
      if (reason !== undefined)
        return { events, streams: chains.count, valid: false, firstBad: { ...placeOf(event), reason } };
      events += 1;
    }
    const last = page.at(-1);
    if (!last) return { events, streams: chains.count, valid: true, firstBad: undefined };
    after = last.position;
    read(events);
  }
}

/** Checks one stream as it is stored, page by page, so that a long one neither fills the memory nor holds others up. */
export async function verifyStream(
  store: EventStore,
  stream: StreamName,
): Promise<Pick<Verdict, 'events' | 'firstBad'>> {
  const chains = new Chains();
  for (let events = 0; ;) {
    const page = await store.readStream(stream, { from: events, limit: PAGE });
    for (const event of page) {
      const reason = chains.follow(event);
      if (reason !== undefined) return { events, firstBad: { ...placeOf(event), reason } };
      events += 1;
    }
    if (page.length < PAGE) return { events, firstBad: undefined };
    await nextTurn();
  }
}

/** Where each stream's chain has got to. */
class Chains {
  readonly #ends = new Map<StreamName, { revision: number; hash: string }>();

  get count(): number {
    return this.#ends.size;
  }

  /** Why the event does not follow, if it does not. */
  follow(event: StoredEvent): string | undefined {
    const end = this.#ends.get(event.stream) ?? { revision: NO_STREAM, hash: NO_PREVIOUS };
    if (event.revision !== end.revision + 1) return `revision ${String(end.revision + 1)} is missing`;
    if (chainHash(end.hash, event) !== event.hash) return 'the hash is not that of the event and the one before it';
    const disagreement = disagreementOf(event, end.hash);
    if (disagreement !== undefined) return disagreement;
    if (this.#ends.has(event.stream)) Object.assign(end, { revision: event.revision, hash: event.hash });
    else this.#ends.set(event.stream, { revision: event.revision, hash: event.hash });
    return undefined;
  }
}

/** The columns that a store keeps beside the metadata, for its own queries, must say the same. */
function disagreementOf(event: StoredEvent, prev: string): string | undefined {
  const metadata = JSON.parse(event.metadata) as EventMetadata;
  if (metadata.prev !== prev) return 'its metadata names another event before it';
  if (metadata.account !== event.account) return 'its account is not the one in its metadata';
  if (metadata.visibility !== event.visibility) return 'its visibility is not the one in its metadata';
  return undefined;
}

function placeOf({ stream, revision, position }: StoredEvent) {
  return { stream, revision, position };
}
