import type { Document, Projection, StoredEvent } from '#event-sourcing';
import type { Build } from './build.js';
import type { ReadModel } from './read-model.js';

/** Any projection, whatever its documents and events. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a projection takes its documents and events in; only `any` admits every one.
export type AnyProjection = Projection<any, any>;

/** The part of a projection that a store must know, and which of its builds is meant: 0 when absent. */
export type ViewDefinition = Pick<AnyProjection, 'name' | 'version'> & {
  readonly indexes: readonly (readonly string[])[];
  readonly build?: number;
};

export function buildOf({ name, version, build = 0 }: ViewDefinition): Build {
  return { view: name, version, build };
}

/** A document with the position of the last event that is in it; `doc` is absent where there is none or it was deleted. */
export interface StoredDocument {
  readonly doc: Document | undefined;
  readonly position: bigint;
}

/** Why an event is parked; `waits` for one that only waits behind another. */
export type ParkedCause = 'unknown-type' | 'future-version' | 'invalid-data' | 'wrong-account' | 'failed' | 'waits';

/** An event that could not be applied, or waits behind one that could not. */
export interface ParkedEvent {
  /** Whether one document is held up, or, where nobody can tell which documents the event touches, all later events of its stream. */
  readonly scope: 'document' | 'stream';
  /** Document id, or stream name. */
  readonly key: string;
  readonly cause: ParkedCause;
  readonly reason: string;
  readonly event: StoredEvent;
}

/** A document to store: its JSON text, or none to delete it and leave a tombstone. */
export interface DocumentWrite {
  readonly id: string;
  readonly position: bigint;
  /** What indexes are taken from. */
  readonly doc: Document | undefined;
  readonly text: string | undefined;
  /** Whether a document of this id is likely to be stored already. */
  readonly isStored?: boolean;
}

/** What a view's writer knows beside its documents. */
export interface ViewNotes {
  /** Ids of events that are left out of what is stored. */
  readonly leftOut: ReadonlySet<string>;
  /** Categories of the streams that it was made from. */
  readonly categories: ReadonlySet<string>;
}

export interface Flush {
  /** Checkpoint that the writer last stored. */
  readonly from: bigint;
  readonly to: bigint;
  readonly writes: readonly DocumentWrite[];
  readonly parked: readonly ParkedEvent[];
  /** As before when absent. */
  readonly notes?: ViewNotes;
  /** Everything parked under these keys is taken out before `parked` is put in. */
  readonly released?: readonly Pick<ParkedEvent, 'scope' | 'key'>[];
}

/** The one who may write a view, until somebody else takes it over. */
export interface ViewWriter {
  /** The checkpoint found when the view was taken over; 0n for a new view. */
  readonly position: bigint;
  /** Whether it held no document and no tombstone then. */
  readonly isEmpty: boolean;
  /** As they were then. */
  readonly notes: ViewNotes;
  /** How many documents it holds now. */
  readonly documents: number;
  /** Documents and tombstones of these ids; ids that were never written are left out. */
  load(ids: readonly string[]): Promise<Map<string, StoredDocument>>;
  /**
   * Stores documents and parked events, and then the checkpoint, so that whoever resumes from the checkpoint finds at
   * least what came before it; a document may already hold what came after.
   *
   * @throws Fenced when another writer has taken the view over; the checkpoint did not move
   */
  flush(flush: Flush): Promise<void>;
  /** In order of position. */
  parked(): Promise<ParkedEvent[]>;
}

/** Another runner has taken the view over: this one must stop. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
  constructor(readonly view: string) {
    super(`Another process has taken over the view ${view}.`);
  }
}

/** Another process is in the middle of a write to the view, and does not come to its end. */
export class ViewLocked extends Error {
  override readonly name = 'ViewLocked';
  constructor(
    readonly view: string,
    cause: unknown,
  ) {
    super(`Another process keeps the view ${view} locked.`, { cause });
  }
}

/** Where views are kept. Every adapter passes `read-models.behaviour.ts`. */
export interface ReadModelStore {
  /** The view to read from, empty until a runner has filled it. */
  view<Doc extends Document>(definition: ViewDefinition): ReadModel<Doc>;
  /** Takes a view over for writing: earlier writers of it are {@link Fenced} from now on. @throws ViewLocked */
  takeOver(definition: ViewDefinition): Promise<ViewWriter>;
  /** What is stored of a view, for one who has not taken it over: writing it is {@link Fenced}. */
  look(definition: ViewDefinition): Promise<ViewWriter>;
  /** Every build that was ever begun and not dropped. */
  builds(): Promise<Build[]>;
  /** Deletes a build; nobody may read or write it any more. */
  drop(build: Build): Promise<void>;
  /** Bytes that a build takes; 0 where there is none. */
  size(build: Build): Promise<number>;
  close(): Promise<void>;
}
