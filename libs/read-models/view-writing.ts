import type { Build } from './build.js';
import type { Flush, ParkedEvent, StoredDocument, ViewDefinition, ViewNotes } from './read-model-store.js';

/** What the thread that writes views is started with. */
export interface ViewWritingData {
  readonly folder: string;
  /** A file without which nothing may be written; absent where nobody else could have taken it. */
  readonly claim: string | undefined;
}

/** A view as it was found when it was taken over; `writer` is what it is called from then on. */
export interface TakenView {
  readonly writer: number;
  readonly position: bigint;
  readonly isEmpty: boolean;
  readonly notes: ViewNotes;
  readonly documents: number;
}

/** What can be asked of the thread, as functions there. */
export interface ViewWriting {
  readonly takeOver: (definition: ViewDefinition) => Promise<TakenView>;
  readonly load: (writer: number, ids: readonly string[]) => Promise<ReadonlyMap<string, StoredDocument>>;
  /** Resolves with how many documents the view has now. */
  readonly flush: (writer: number, flush: Flush) => Promise<number>;
  readonly parked: (writer: number) => Promise<ParkedEvent[]>;
  /** Closes a build's file, so that it can be deleted. */
  readonly letGo: (build: Build) => Promise<void>;
}

export interface AskedWriting {
  readonly number: number;
  readonly what: keyof ViewWriting;
  readonly with: readonly unknown[];
}

export type AnsweredWriting =
  | { readonly number: number; readonly answer: unknown }
  | {
      readonly number: number;
      readonly failure: Error;
      /** Where it is one of those that are known by their class, which is lost on the way. */
      readonly known: KnownFailure | undefined;
    };

export interface KnownFailure {
  readonly why: 'fenced' | 'locked';
  readonly view: string;
}
