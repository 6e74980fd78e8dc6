import type { Document } from '#event-sourcing';
import type { FoldedDocument } from './fresh-fold.js';
import type { ReadEvent } from './read-event.js';
import type { StoredDocument } from './read-model-store.js';

/** A document in memory, owned by its lane. */
export interface Draft {
  readonly id: string;
  doc: Document | undefined;
  /** Position of the last event in it; 0n when there is none. */
  position: bigint;
  /** Events folded in since it was last stored: what a refold after a failure needs. Empty when it is as stored. */
  unstored: ReadEvent[];
  /** Length of its text when last stored or loaded. */
  size: number;
  /** Whether a document of its id is stored. */
  isStored: boolean;
}

const MOST_DRAFTS = 20_000;
const MOST_CHARACTERS = 16_000_000;

/** Documents that a lane has at hand, the least recently used stored ones forgotten first. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();
  readonly #changed = new Set<Draft>();
  #characters = 0;

  /** @param isComplete whether there is no document anywhere but here, so that nothing needs to be loaded */
  constructor(private isComplete: boolean) {}

  /** Ids among these that must be loaded first. */
  missing(ids: Iterable<string>): string[] {
    if (this.isComplete) return [];
    return [...ids].filter((id) => !this.#drafts.has(id));
  }

  add(id: string, stored: StoredDocument | undefined): Draft {
    const { doc, position = 0n } = stored ?? {};
    const draft = { id, doc, position, unstored: [], size: 0, isStored: doc !== undefined };
    this.#drafts.set(id, draft);
    return draft;
  }

  /** The document, as the one used last. */
  use(id: string): Draft {
    const draft = this.#drafts.get(id);
    if (!draft) return this.add(id, undefined);
    this.#drafts.delete(id);
    this.#drafts.set(id, draft);
    return draft;
  }

  markChanged(draft: Draft, by: ReadEvent): void {
    draft.unstored.push(by);
    this.#changed.add(draft);
  }

  markStored(draft: Draft, size: number): void {
    draft.unstored = [];
    this.#changed.delete(draft);
    this.#characters += size - draft.size;
    draft.size = size;
    draft.isStored = draft.doc !== undefined;
  }

  /** Puts a draft back to what was folded anew from the events. */
  restore(draft: Draft, folded: FoldedDocument | undefined, events: ReadEvent[]): void {
    draft.doc = folded?.text === undefined ? undefined : (JSON.parse(folded.text) as Document);
    draft.position = folded?.position ?? 0n;
    draft.unstored = events;
    if (events.length === 0) this.#changed.delete(draft);
  }

  get changed(): ReadonlySet<Draft> {
    return this.#changed;
  }

  /** Forgets what is too much; called when everything is stored. */
  trim(): void {
    for (const draft of this.#drafts.values()) {
      if (this.#drafts.size <= MOST_DRAFTS && this.#characters <= MOST_CHARACTERS) return;
      this.#drafts.delete(draft.id);
      this.#characters -= draft.size;
      this.isComplete = false;
    }
  }

  /** Forgets these, which are stored otherwise than they are here. */
  forget(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#characters -= this.#drafts.get(id)?.size ?? 0;
      this.#drafts.delete(id);
    }
    this.isComplete = false;
  }
}
