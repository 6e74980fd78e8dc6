import type { Document, EventCatalog, StoredEvent } from '#event-sourcing';
import { evolveSafely, troubleOf } from './evolve-safely.js';
import { Held } from './held.js';
import { Intake } from './intake.js';
import { ReadEvent } from './read-event.js';
import type { AnyProjection } from './read-model-store.js';

/** A document as folded: its JSON text, absent when it was deleted, and the position of the last event in it. */
export interface FoldedDocument {
  readonly text: string | undefined;
  readonly position: bigint;
}

export interface FreshFoldOptions {
  /** Only the documents wanted; all when absent. */
  readonly only?: ReadonlySet<string>;
  /** Ids of events that the view leaves out. */
  readonly leftOut?: ReadonlySet<string>;
}

/**
 * Events folded one by one from the log's beginning, with nothing of the runner's paging and caching. An event that
 * cannot be applied is parked and holds up its document, or its stream where its documents cannot be told.
 */
export class FreshFold {
  readonly documents = new Map<string, FoldedDocument>();
  readonly held = new Held([]);
  readonly intake: Intake;
  readonly #only: ReadonlySet<string> | undefined;

  constructor(
    private readonly projection: AnyProjection,
    private readonly catalog: EventCatalog,
    { only, leftOut = new Set() }: FreshFoldOptions = {},
  ) {
    this.#only = only;
    this.intake = new Intake(projection, catalog, leftOut, new Set());
  }

  add(event: StoredEvent): void {
    const step = this.intake.step(new ReadEvent(event, this.catalog), this.held);
    for (const id of step?.ids ?? []) {
      if (step && (!this.#only || this.#only.has(id))) this.#fold(id, step.read);
    }
  }

  #fold(id: string, read: ReadEvent): void {
    const { stored } = read;
    if (this.held.parkBehind('document', id, stored)) return;
    try {
      const folded = foldText(this.projection, this.documents.get(id), read, id);
      if (folded) this.documents.set(id, folded);
    } catch (error) {
      this.held.park('document', id, stored, troubleOf(error));
    }
  }
}

/**
 * A document with one more event folded in; `undefined` when there is still none, or the event is in it already.
 *
 * @throws Error when the event cannot be applied or the document cannot be stored
 */
export function foldText(
  projection: AnyProjection,
  before: FoldedDocument | undefined,
  read: ReadEvent,
  id: string,
): FoldedDocument | undefined {
  const { position } = read.stored;
  if (before && before.position >= position) return undefined;
  const draft = before?.text === undefined ? undefined : (JSON.parse(before.text) as Document);
  const after = evolveSafely(projection, draft, read.project(), id);
  return after || draft ? { text: after && JSON.stringify(after), position } : undefined;
}
