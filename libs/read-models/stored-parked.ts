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
  // Named one by one: a reader may fetch some of them only when they are asked for.
  const { id, type, schemaVersion, stream, revision, at, data, metadata, hash, account, visibility } = event;
  const place = { stream, revision, position: String(event.position) };
  return JSON.stringify({ id, type, schemaVersion, ...place, at, data, metadata, hash, account, visibility });
}

function parseEvent(text: string): StoredEvent {
  const stored = JSON.parse(text) as Omit<StoredEvent, 'position'> & { position: string };
  return { ...stored, account: stored.account, position: BigInt(stored.position) };
}
