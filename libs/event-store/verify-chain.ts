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

/** A place of the log that is not what it was, and why; stream and revision of what is missing there may not be known. */
export interface Broken {
  readonly stream: StreamName | null;
  readonly revision: number | null;
  readonly position: bigint | null;
  readonly reason: string;
}

export interface Verdict {
  readonly events: number;
  readonly streams: number;
  readonly valid: boolean;
  /** In order of position. */
  readonly firstBad: Broken | undefined;
}

/** What else is known of a log and must agree with it. */
export interface Witness {
  /** Why an event is not the one that stood there, if it is not; asked in order of position. */
  follow(event: StoredEvent): string | undefined;
}

export interface VerifyOptions {
  /** Called after each page with the number of events checked so far. */
  readonly read?: ((events: number) => void) | undefined;
  readonly witness?: Witness;
}

/** Some of a log. */
export interface LogPart {
  /** Where chains have got to in front of it, as far as that is known; they are moved on. */
  readonly chains: Chains;
  /** The position behind which it begins. */
  readonly after: bigint;
  /** The position that it goes up to; the log's end when absent. */
  readonly until?: bigint;
}

const PAGE = 2_000;

/**
 * Checks the chain of every stream over what is stored: positions and revisions without a gap, each `prev` the hash
 * before it, each hash that of its event, and the columns beside the hashed text in agreement with it. Memory grows
 * with the number of streams only.
 */
export function verifyChain(store: EventStore, options: VerifyOptions = {}): Promise<Verdict> {
  return verifyPart(store, { chains: new Chains(), after: 0n }, options);
}

/** As {@link verifyChain}, for a part of a log; counts what is in it. */
export async function verifyPart(
  store: EventStore,
  { chains, after: start, until }: LogPart,
  { read, witness }: VerifyOptions,
): Promise<Verdict> {
  let events = 0;
  for (let after = start; ;) {
    const page = await store.readAll(after, { limit: atMost(until, after) });
    for (const event of page) {
      const firstBad = brokenAt(event, after, wrongWith(event, chains, witness));
      if (firstBad)
        return { events, streams: chains.count, valid: false, firstBad: await named(firstBad, store, chains) };
      events += 1;
      after = event.position;
    }
    if (page.length === 0) return { events, streams: chains.count, valid: true, firstBad: undefined };
    read?.(events);
  }
}

function wrongWith(event: StoredEvent, chains: Chains, witness: Witness | undefined): string | undefined {
  return chains.follow(event) ?? witness?.follow(event);
}

/** How many events a page may have. */
function atMost(until: bigint | undefined, after: bigint): number {
  return until === undefined ? PAGE : Math.min(PAGE, Number(until - after));
}

/** A missing event's stream and revision, where a later event of its stream tells them. */
async function named(broken: Broken, store: EventStore, chains: Chains): Promise<Broken> {
  if (broken.stream !== null || broken.position === null) return broken;
  for (let after = broken.position; ;) {
    const page = await store.readAll(after, { limit: PAGE });
    for (const event of page) {
      const revision = chains.next(event.stream);
      if (event.revision > revision) return { ...broken, stream: event.stream, revision };
      chains.trust(event);
      after = event.position;
    }
    if (page.length === 0) return broken;
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

/**
 * What is wrong with an event that was read next to the one at position `before`. The log numbers its events without a
 * gap, whoever appends and whatever is rolled back.
 *
 * @param reason what is wrong with the event itself
 */
export function brokenAt(event: StoredEvent, before: bigint, reason: string | undefined): Broken | undefined {
  const expected = before + 1n;
  if (event.position !== expected)
    return { stream: null, revision: null, position: expected, reason: 'the event at this position is missing' };
  return reason === undefined ? undefined : { ...placeOf(event), reason };
}

/** The last event of a stream's chain. */
export interface ChainEnd {
  readonly revision: number;
  readonly hash: string;
}

const BEGINNING: ChainEnd = { revision: NO_STREAM, hash: NO_PREVIOUS };

/** Where streams' chains have got to. */
export class Chains {
  readonly #ends = new Map<StreamName, { revision: number; hash: string }>();

  /** @param before what stands before a stream's first event; nothing, in a log that is followed from its beginning */
  constructor(private readonly before: (event: StoredEvent) => ChainEnd = () => BEGINNING) {}

  get count(): number {
    return this.#ends.size;
  }

  /** The revision that a stream's next event must have. */
  next(stream: StreamName): number {
    return (this.#ends.get(stream)?.revision ?? NO_STREAM) + 1;
  }

  knows(stream: StreamName): boolean {
    return this.#ends.has(stream);
  }

  /** Whether a stream has got just there. */
  isAt(stream: StreamName, { revision, hash }: ChainEnd): boolean {
    const end = this.#ends.get(stream) ?? BEGINNING;
    return end.revision === revision && end.hash === hash;
  }

  /** Takes an event's place in its stream for granted, so that the next one can be held against it. */
  trust({ stream, revision, hash }: StoredEvent): void {
    this.#ends.set(stream, { revision, hash });
  }

  forget(): void {
    this.#ends.clear();
  }

  /** Why the event does not follow, if it does not. */
  follow(event: StoredEvent): string | undefined {
    const known = this.#ends.get(event.stream);
    const end = known ?? this.before(event);
    if (event.revision !== end.revision + 1) return misplaced(event.revision, end.revision);
    if (chainHash(end.hash, event) !== event.hash) return 'the hash is not that of the event and the one before it';
    const disagreement = disagreementOf(event, end.hash);
    if (disagreement !== undefined) return disagreement;
    if (known) Object.assign(known, { revision: event.revision, hash: event.hash });
    else this.#ends.set(event.stream, { revision: event.revision, hash: event.hash });
    return undefined;
  }
}

function misplaced(revision: number, end: number): string {
  return revision > end + 1
    ? `revision ${String(end + 1)} of its stream is missing before it`
    : `its stream has a revision ${String(revision)} before it already`;
}

/** The columns that a store keeps beside the metadata, for its own queries, must say the same. */
function disagreementOf(event: StoredEvent, prev: string): string | undefined {
  if (isPlainlyIn(event, prev)) return undefined;
  const metadata = JSON.parse(event.metadata) as EventMetadata;
  if (metadata.prev !== prev) return 'its metadata names another event before it';
  if (metadata.account !== event.account) return 'its account is not the one in its metadata';
  if (metadata.visibility !== event.visibility) return 'its visibility is not the one in its metadata';
  return undefined;
}

const ACCOUNT = '"account":"';
const PLAIN = /^[\w-]+$/;

/**
 * Whether the text of the metadata shows at once that nothing disagrees, as that of nearly every event does: parsing it
 * would take longer than hashing it. Inside a JSON string the quotes that are looked for would be escaped.
 */
function isPlainlyIn({ metadata, account, visibility }: StoredEvent, prev: string): boolean {
  if (account === undefined || !PLAIN.test(account)) return false;
  const at = metadata.indexOf(ACCOUNT);
  return (
    at !== -1 &&
    metadata.startsWith(`${account}"`, at + ACCOUNT.length) &&
    !metadata.includes(ACCOUNT, at + 1) &&
    metadata.endsWith(`,"prev":"${prev}","visibility":"${visibility}"}`)
  );
}

function placeOf({ stream, revision, position }: StoredEvent) {
  return { stream, revision, position };
}
