import { hash } from 'node:crypto';
import type { SealedEvent } from './event.js';

/** `prev` of a stream's first event. */
export const NO_PREVIOUS = '0'.repeat(64);

type Hashed = Omit<SealedEvent, 'hash' | 'account' | 'visibility'>;

/**
 * The hash that ties an event to the one before it in its stream: SHA-256 over the UTF-8 text
 * `prev \n id \n type \n schemaVersion \n stream \n revision \n at \n data \n metadata`, with data and metadata as stored.
 */
export function chainHash(prev: string, event: Hashed): string {
  return hash(
    'sha256',
    `${prev}\n${event.id}\n${event.type}\n${String(event.schemaVersion)}\n${event.stream}\n${String(event.revision)}\n${event.at}\n${event.data}\n${event.metadata}`,
    'hex',
  );
}

const PREV = '"prev":"';

/**
 * Whether events follow a stream's end: revisions without a gap, and the first of them naming the end's hash as the one
 * before it. `prev` is found in the canonical metadata without parsing it: inside a JSON string its quotes would be escaped.
 */
export function follows(
  end: { readonly revision: number; readonly hash: string },
  events: readonly SealedEvent[],
): boolean {
  const [first] = events;
  if (!first) return true;
  if (!events.every((event, index) => event.revision === end.revision + 1 + index)) return false;
  const at = first.metadata.lastIndexOf(PREV) + PREV.length;
  return at >= PREV.length && first.metadata.slice(at, at + 64) === end.hash;
}
