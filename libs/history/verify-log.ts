import type { EventStore } from '#event-sourcing';
import { verifyChain, verifyTables, type Broken, type Verdict } from '#event-store';
import type { Anchor } from './anchors/anchor.js';
import { readAnchors } from './anchors/anchor-file.js';
import { AnchorWitness } from './anchors/anchor-witness.js';
import { verifyInTwo } from './verify-in-two.js';

export interface LogToVerify {
  readonly store: EventStore;
  /** The log's file. */
  readonly path: string;
  /** The folder of keys, which holds the anchors too. */
  readonly keys: string;
  /** A copy of the anchors that was kept elsewhere, to be used instead of the folder's own. */
  readonly anchors?: string | undefined;
}

export interface LogVerdict extends Verdict {
  /** How many anchors the log agrees with. */
  readonly anchors: number;
  /** The last of them. */
  readonly lastAnchor: Anchor | undefined;
}

/**
 * Checks a whole log: the chain of every stream, the tables around the events, and all anchors.
 *
 * @param read called after each page with the number of events checked so far
 */
export async function verifyLog(
  { store, path, keys, anchors: copy }: LogToVerify,
  read?: (events: number) => void,
): Promise<LogVerdict> {
  // The anchors first: what they cover was committed before, and is in the log however it grows meanwhile.
  const { anchors, problem } = readAnchors(keys, copy);
  const verdict = (await verifyInTwo({ store, path, anchors }, read)) ?? (await verifyInOne(store, anchors, read));
  const firstBad = verdict.firstBad ?? verifyTables(path) ?? (problem === undefined ? undefined : inFile(problem));
  const agreed = anchors.filter(({ events }) => events <= verdict.events);
  return { ...verdict, valid: firstBad === undefined, firstBad, anchors: agreed.length, lastAnchor: agreed.at(-1) };
}

/** From the beginning to the first place that is wrong. */
async function verifyInOne(
  store: EventStore,
  anchors: readonly Anchor[],
  read?: (events: number) => void,
): Promise<Verdict> {
  const witness = new AnchorWitness(anchors);
  const verdict = await verifyChain(store, { witness, read });
  return { ...verdict, firstBad: verdict.firstBad ?? witness.missing() };
}

function inFile(reason: string): Broken {
  return { stream: null, revision: null, position: null, reason };
}
