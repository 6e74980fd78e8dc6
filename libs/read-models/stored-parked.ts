import type { StoredEvent } from '#event-sourcing';
import type { ParkedEvent } from './read-model-store.js';

/** A parked event in a view's file. */
export interface ParkedRow {
  readonly scope: ParkedEvent['scope'];
  readonly key: string;
  readonly cause: ParkedEvent['cause'];
  readonly reason: string;
  /** JSON. */
  readonly event: string;
}

export function parseParked({ scope, key, cause, reason, event }: ParkedRow): ParkedEvent {
  return { scope, key, cause, reason, event: parseEvent(event) };
}

export function formatEvent(event: StoredEvent): string {
  return JSON.stringify({ ...event, position: String(event.position) });
}

function parseEvent(text: string): StoredEvent {
  const stored = JSON.parse(text) as Omit<StoredEvent, 'position'> & { position: string };
  return { ...stored, account: stored.account, position: BigInt(stored.position) };
}
