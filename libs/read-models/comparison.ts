import type { Build } from './build.js';

/** One field that two builds of a document do not agree on. */
export interface FieldDifference {
  /** Names and indexes from the document's top, joined by dots; `''` for the document as a whole. */
  readonly path: string;
  /** JSON; absent where there is no such field. */
  readonly before?: string;
  readonly after?: string;
}

/** An event that a document was made from. */
export interface MakingEvent {
  readonly position: bigint;
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly at: string;
  readonly account: string | undefined;
}

/** A document that two builds do not agree on. */
export interface DocumentDifference {
  readonly id: string;
  readonly in: 'both' | 'before' | 'after';
  readonly fields: readonly FieldDifference[];
  /** The latest, newest last. */
  readonly events: readonly MakingEvent[];
}

/** Two builds of a view, document by document, at one position of the log that both have passed. */
export interface Comparison {
  readonly before: Build;
  readonly after: Build;
  readonly position: bigint;
  /** When the event at the position was recorded; absent in an empty log. */
  readonly asOf?: string;
  /** How many each has. */
  readonly documents: { readonly before: number; readonly after: number };
  readonly equal: number;
  readonly differing: number;
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** The first ones in order of id; `differing`, `onlyBefore` and `onlyAfter` count all. */
  readonly differences: readonly DocumentDifference[];
}
