import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { NO_PREVIOUS, type EventStore } from '#event-sourcing';
import type { Verdict } from '#event-store';
import type { Anchor } from './anchors/anchor.js';
import { coveredBy, type Covered } from './anchors/segment.js';
import { joined, verifyFirstHalf, type SecondHalf } from './verify-half.js';
import type { VerifyMessage, VerifyWorkerData } from './verify-worker.js';

/** So long a half takes about as long to check as its thread to start. */
const LEAST_HALF = 20_000n;

/** What is checked: a log and the anchors over it. */
export interface AnchoredLog {
  readonly store: EventStore;
  /** The log's file. */
  readonly path: string;
  readonly anchors: readonly Anchor[];
}

/**
 * Checks both halves of a long log at the same time, the second in a thread of its own.
 *
 * @param read called after each page with the number of events checked so far
 * @returns `undefined` where the log is short, or something is wrong, which can then be looked for from the beginning
 */
export async function verifyInTwo(
  { store, path, anchors }: AnchoredLog,
  read?: (events: number) => void,
): Promise<Verdict | undefined> {
  const middle = middleOf(await store.head(), anchors);
  if (middle.position < LEAST_HALF || availableParallelism() < 2) return undefined;
  const counts = { first: 0, second: 0 };
  const counted = (half: 'first' | 'second') => (events: number) => {
    counts[half] = events;
    read?.(counts.first + counts.second);
  };
  const second = inThread({ path, anchors, middle }, counted('second'));
  const first = await verifyFirstHalf(store, { anchors, middle }, counted('first'));
  const found = await second;
  return found && joined(first, found);
}

/** Where a log's second half may begin: at an anchor, which says what the log was up to there, or behind the last one. */
export function middleOf(head: bigint, anchors: readonly Anchor[]): Covered {
  const half = head / 2n;
  const isBefore = ({ position }: Anchor): boolean => BigInt(position) <= half;
  const last = anchors.at(-1);
  if (!last || isBefore(last)) return { position: half, events: Number(half), root: NO_PREVIOUS };
  const anchor = anchors.findLast(isBefore);
  return anchor ? coveredBy(anchor) : { position: 0n, events: 0, root: NO_PREVIOUS };
}

/** `undefined` where the thread failed. */
function inThread(data: VerifyWorkerData, read: (events: number) => void): Promise<SecondHalf | undefined> {
  const worker = new Worker(new URL('./verify-worker.js', import.meta.url), { workerData: data });
  return new Promise((resolve) => {
    worker.on('message', (message: VerifyMessage) => {
      if ('half' in message) resolve(message.half);
      else read(message.read);
    });
    worker.on('error', () => {
      resolve(undefined);
    });
    worker.on('exit', () => {
      resolve(undefined);
    });
  });
}
