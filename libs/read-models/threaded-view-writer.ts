import type { Document } from '#event-sourcing';
import type {
  DocumentWrite,
  Flush,
  ParkedEvent,
  StoredDocument,
  ViewDefinition,
  ViewNotes,
  ViewWriter,
} from './read-model-store.js';
import type { TakenView, ViewWriting } from './view-writing.js';

/** Writes to one view in the thread that writes views, so that this one goes on folding and answering. */
export class ThreadedViewWriter implements ViewWriter {
  readonly position: bigint;
  readonly isEmpty: boolean;
  readonly notes: ViewNotes;
  readonly #writer: number;
  readonly #fields: readonly string[];
  #documents: number;

  private constructor(
    private readonly thread: ViewWriting,
    { indexes }: ViewDefinition,
    { writer, position, isEmpty, notes, documents }: TakenView,
  ) {
    this.position = position;
    this.isEmpty = isEmpty;
    this.notes = notes;
    this.#writer = writer;
    this.#fields = [...new Set(indexes.flat())];
    this.#documents = documents;
  }

  static async takeOver(thread: ViewWriting, definition: ViewDefinition): Promise<ThreadedViewWriter> {
    const { name, version, indexes, build } = definition;
    const taken = await thread.takeOver({ name, version, indexes, ...(build !== undefined && { build }) });
    return new ThreadedViewWriter(thread, definition, taken);
  }

  get documents(): number {
    return this.#documents;
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    return new Map(await this.thread.load(this.#writer, ids));
  }

  async flush(flush: Flush): Promise<void> {
    const writes = flush.writes.map((write) => this.#sent(write));
    this.#documents = await this.thread.flush(this.#writer, { ...flush, writes });
  }

  parked(): Promise<ParkedEvent[]> {
    return this.thread.parked(this.#writer);
  }

  /** A document has its text; beside it only what indexes are taken from is sent. */
  #sent(write: DocumentWrite): DocumentWrite {
    if (!write.doc) return write;
    const doc: Record<string, unknown> = {};
    for (const field of this.#fields) doc[field] = (write.doc as unknown as Record<string, unknown>)[field];
    return { ...write, doc: doc as unknown as Document };
  }
}
