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
