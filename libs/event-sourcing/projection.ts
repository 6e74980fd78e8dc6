import type { DomainEvent } from './event.js';

/** What every document of a view has: its id and the account that it belongs to (absent for people and the workspace). */
export interface Document {
  readonly _id: string;
  readonly account?: string | undefined;
}

/** An event as a projection sees it. */
export interface ProjectedEvent<Type extends string = string, Data = unknown> extends DomainEvent<Type, Data> {
  readonly position: bigint;
  readonly hash: string;
  readonly commandId: string;
}

/**
 * A view: data and pure functions. A runner reads the log, groups events by document, folds and stores.
 */
export interface Projection<Doc extends Document = Document, Event extends ProjectedEvent = ProjectedEvent> {
  /** Kebab-case, the noun on screen. */
  readonly name: string;
  readonly version: number;
  /** Declared fields that queries filter or sort by, each list one index: `[['account', 'dueAt'], …]`. Fields are top-level. */
  readonly indexes: readonly (readonly (keyof Doc & string)[])[];
  /** Event types that matter to it; others are not even parsed. */
  readonly handles: readonly Event['type'][];
  /** Ids of the documents that an event touches. */
  readonly keys: (event: Event) => readonly string[];
  /** Folds one event into one document (`undefined` when there is none yet); `undefined` deletes it. May change the draft, which it owns. */
  readonly evolve: (draft: Doc | undefined, event: Event, id: string) => Doc | undefined;
}
