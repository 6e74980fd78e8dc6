import type { Document, ProjectedEvent } from '#event-sourcing';
import type { AnyProjection } from './read-model-store.js';

/** Folds one event into a document and checks what came out. @throws Error when the event cannot be applied to it */
export function evolveSafely(
  { evolve }: AnyProjection,
  draft: Document | undefined,
  event: ProjectedEvent,
  id: string,
): Document | undefined {
  const before = draft?.account;
  const after = evolve(draft, event, id) as Document | undefined;
  if (!after) return undefined;
  if (after._id !== id) throw new Error(`The document ${id} came back as ${after._id}.`);
  if (before !== undefined && after.account !== before) throw new Error('The document would leave its account.');
  if (isForeign(event, after)) throw new Error('The event belongs to another account than the document.');
  return after;
}

function isForeign(event: ProjectedEvent, { account }: Document): boolean {
  return account !== undefined && event.account !== undefined && account !== event.account;
}

/** Ids of the documents that an event touches, each once. @throws Error for an id that is none */
export function keysOf({ keys }: AnyProjection, event: ProjectedEvent): readonly string[] {
  const ids = keys(event);
  for (const id of ids as readonly unknown[]) {
    if (typeof id !== 'string' || id === '') throw new Error('The event touches a document without an id.');
  }
  return ids.length > 1 ? [...new Set(ids)] : ids;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
