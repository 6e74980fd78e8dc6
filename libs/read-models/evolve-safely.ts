import { UnreadableEvent, type Document, type ProjectedEvent } from '#event-sourcing';
import type { AnyProjection, ParkedEvent } from './read-model-store.js';

/** The event belongs to another account than the document that it would change. */
class WrongAccount extends Error {
  override readonly name = 'WrongAccount';
}

/** Folds one event into a document and checks what came out. @throws Error when the event cannot be applied to it */
export function evolveSafely(
  { evolve }: AnyProjection,
  draft: Document | undefined,
  event: ProjectedEvent,
  id: string,
): Document | undefined {
  const before = draft?.account;
  // Asked before it is folded: a deletion must not cross accounts either.
  mustBelong(event, before);
  const after = evolve(draft, event, id) as Document | undefined;
  if (!after) return undefined;
  if (after._id !== id) throw new Error(`The document ${id} came back as ${after._id}.`);
  if (before !== undefined && after.account !== before) throw new Error('The document would leave its account.');
  if (before === undefined) mustBelong(event, after.account);
  return after;
}

function mustBelong(event: ProjectedEvent, account: string | undefined): void {
  if (account !== undefined && event.account !== undefined && account !== event.account) {
    throw new WrongAccount('The event belongs to another account than the document.');
  }
}

/** Ids of the documents that an event touches, each once. @throws Error for an id that is none */
export function keysOf({ keys }: AnyProjection, event: ProjectedEvent): readonly string[] {
  const ids = keys(event);
  for (const id of ids as readonly unknown[]) {
    if (typeof id !== 'string' || id === '') throw new Error('The event touches a document without an id.');
  }
  return ids.length > 1 ? [...new Set(ids)] : ids;
}

/** Why an event is parked. */
export type Trouble = Pick<ParkedEvent, 'cause' | 'reason'>;

export function troubleOf(error: unknown): Trouble {
  return { cause: causeOf(error), reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

function causeOf(error: unknown): Trouble['cause'] {
  if (error instanceof UnreadableEvent) return error.why;
  return error instanceof WrongAccount ? 'wrong-account' : 'failed';
}
