import type { EventMetadata, EventStore, StoredEvent, StreamName } from '#event-sourcing';
import { Chains, SqliteEventStore, verifyPart, type ChainEnd, type Verdict } from '#event-store';
import type { Anchor } from './anchors/anchor.js';
import { AnchorWitness } from './anchors/anchor-witness.js';
import type { Covered } from './anchors/segment.js';

/** What there is to check, and where its second half begins. */
export interface Halves {
  readonly anchors: readonly Anchor[];
  readonly middle: Covered;
}

export interface FirstHalf {
  readonly events: number;
  readonly isGood: boolean;
  readonly chains: Chains;
}

/** Good as far as it can tell: only the first half knows whether its streams go on where they say. */
export interface SecondHalf {
  readonly events: number;
  readonly isGood: boolean;
  /** What its streams say to stand before them in the first half. */
  readonly before: readonly (readonly [StreamName, ChainEnd])[];
}

/** @param read called after each page with the number of events checked so far */
export async function verifyFirstHalf(
  store: EventStore,
  { anchors, middle }: Halves,
  read?: (events: number) => void,
): Promise<FirstHalf> {
  const chains = new Chains();
  const witness = new AnchorWitness(anchors.filter(({ events }) => events <= middle.events));
  const { events, valid } = await verifyPart(store, { chains, after: 0n, until: middle.position }, { witness, read });
  return { events, isGood: valid && !witness.missing(), chains };
}

/**
 * @param path of the log
 * @param read called after each page with the number of events checked so far
 */
export async function verifySecondHalf(
  path: string,
  { anchors, middle }: Halves,
  read?: (events: number) => void,
): Promise<SecondHalf> {
  const before = new Map<StreamName, ChainEnd>();
  const chains = new Chains((event) => {
    const said = beforeOf(event);
    before.set(event.stream, said);
    return said;
  });
  const witness = new AnchorWitness(anchors, middle);
  const store = new SqliteEventStore(path, { readOnly: true });
  try {
    const { events, valid } = await verifyPart(store, { chains, after: middle.position }, { witness, read });
    return { events, isGood: valid && !witness.missing(), before: [...before] };
  } finally {
    await store.close();
  }
}

/** The verdict over both; `undefined` where something is wrong, whatever it is. */
export function joined(first: FirstHalf, { events, isGood, before }: SecondHalf): Verdict | undefined {
  const { chains } = first;
  if (!first.isGood || !isGood || !before.every(([stream, end]) => chains.isAt(stream, end))) return undefined;
  const more = before.filter(([stream]) => !chains.knows(stream)).length;
  return { events: first.events + events, streams: chains.count + more, valid: true, firstBad: undefined };
}

function beforeOf({ revision, metadata }: StoredEvent): ChainEnd {
  return { revision: revision - 1, hash: prevIn(metadata) };
}

/** Nothing, of which no hash is made, where it is no JSON. */
function prevIn(metadata: string): string {
  try {
    return (JSON.parse(metadata) as EventMetadata).prev;
  } catch {
    return '';
  }
}
