import type { Document, Projection, StoredEvent } from '#event-sourcing';
import type { ReadModel } from './read-model.js';

/** Any projection, whatever its documents and events. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a projection takes its documents and events in; only `any` admits every one.
export type AnyProjection = Projection<any, any>;

/** The part of a projection that a store must know. */
export type ViewDefinition = Pick<AnyProjection, 'name' | 'version'> & {
  readonly indexes: readonly (readonly string[])[];
};

/** A document with the position of the last event that is in it; `doc` is absent where there is none or it was deleted. */
export interface StoredDocument {
  readonly doc: Document | undefined;
  readonly position: bigint;
}

/** An event that could not be applied, or waits behind one that could not. */
export interface ParkedEvent {
  /** Whether one document is held up, or, where nobody can tell which documents the event touches, all later events of its stream. */
  readonly scope: 'document' | 'stream';
  /** Document id, or stream name. */
  readonly key: string;
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
}

export interface Flush {
  /** Checkpoint that the writer last stored. */
  readonly from: bigint;
  readonly to: bigint;
  readonly writes: readonly DocumentWrite[];
  readonly parked: readonly ParkedEvent[];
  /** Everything parked under these keys is taken out before `parked` is put in. */
  readonly released?: readonly Pick<ParkedEvent, 'scope' | 'key'>[];
}

/** The one who may write a view, until somebody else takes it over. */
export interface ViewWriter {
  /** The checkpoint found when the view was taken over; 0n for a new view. */
  readonly position: bigint;
  /** Whether it held no document and no tombstone then. */
  readonly isEmpty: boolean;
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

/** Where views are kept. Every adapter passes `read-models.behaviour.ts`. */
export interface ReadModelStore {
  /** The view to read from, empty until a runner has filled it. */
  view<Doc extends Document>(definition: ViewDefinition): ReadModel<Doc>;
  /** Takes a view over for writing: earlier writers of it are {@link Fenced} from now on. */
  takeOver(definition: ViewDefinition): Promise<ViewWriter>;
  close(): Promise<void>;
}
