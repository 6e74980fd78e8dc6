import type { Document, EventCatalog, StoredEvent } from '#event-sourcing';
import type { BuildFile, Written } from './build-file.js';
import { BulkCache, type BulkDraft } from './bulk-cache.js';
import { evolveSafely } from './evolve-safely.js';
import { FreshFold } from './fresh-fold.js';
import { Held } from './held.js';
import { Intake, type Step } from './intake.js';
import { ReadEvent } from './read-event.js';
import type { AnyProjection, ViewNotes } from './read-model-store.js';

/** What is folded in bulk, and how. */
export interface BulkTask {
  readonly projection: AnyProjection;
  readonly catalog: EventCatalog;
  /** Ids of events that the view leaves out. */
  readonly leftOut: ReadonlySet<string>;
  /** The log from its beginning to a position. */
  readonly eventsUpTo: (position: bigint) => Iterable<StoredEvent>;
}

/** Characters of events that may gather in documents before these are written. */
const MOST_UNWRITTEN = 12_000_000;
/** Likewise where documents do not come again: what is written at once never grows old in memory. */
const FEW_UNWRITTEN = 500_000;
/** Characters of events that may be written in one transaction. */
const MOST_UNSTORED = 12_000_000;

/** Folds a log into a file that nobody reads yet: documents stay in memory for as long as there is room, and are written about once. */
export class BulkFold {
  readonly #cache = new BulkCache();
  readonly #intake: Intake;
  readonly #held: Held;
  /** Documents that an event has spoilt half way: they are folded anew before they are stored. */
  readonly #spoilt = new Set<string>();
  #position: bigint;
  #stored: bigint;
  /** Characters of events that are written and not stored. */
  #unstoredSize = 0;

  /** @param file whose notes are of the same events left out, or which is empty */
  constructor(
    private readonly task: BulkTask,
    private readonly file: BuildFile,
  ) {
    file.takeOver();
    this.#position = this.#stored = file.position;
    this.#held = new Held(file.parked());
    this.#intake = new Intake(task.projection, task.catalog, task.leftOut, new Set(file.notes.categories));
  }

  /** Up to where events are folded. */
  get position(): bigint {
    return this.#position;
  }

  /** How many are stored, or will be. */
  get documents(): number {
    return this.file.documents + this.#cache.unwritten.filter(({ row, doc }) => row === 0 && doc).length;
  }

  /** Whether what was folded should be stored now. */
  get isFull(): boolean {
    return this.#unstoredSize + this.#cache.unwrittenSize > MOST_UNSTORED || this.#held.unstored.length > 500;
  }

  /** Folds events, which come in order. */
  add(events: readonly StoredEvent[], end: bigint): void {
    for (const event of events) {
      const step = this.#intake.step(new ReadEvent(event, this.task.catalog), this.#held);
      for (const id of step?.ids ?? []) if (step) this.#fold(step, id);
    }
    this.#position = end;
    const most = this.#cache.isReused ? MOST_UNWRITTEN : FEW_UNWRITTEN;
    if (this.#cache.unwrittenSize > most) this.#write();
  }

  /** Stores everything that was folded, and the checkpoint. @throws Fenced */
  store(): void {
    this.#write();
    this.file.write(this.#foldedAnew());
    const notes: ViewNotes = { leftOut: this.task.leftOut, categories: this.#intake.categories };
    this.file.store({ from: this.#stored, to: this.#position, parked: this.#held.unstored, notes });
    this.#stored = this.#position;
    this.#unstoredSize = 0;
    this.#held.markStored();
    this.#spoilt.clear();
  }

  #write(): void {
    const rows: Written[] = [];
    for (const draft of this.#cache.unwritten) {
      const text = this.#textOf(draft);
      this.#cache.resize(draft, text?.length ?? 0);
      if (!this.#spoilt.has(draft.id)) rows.push({ row: draft, text });
    }
    this.file.write(rows);
    this.#unstoredSize += this.#cache.unwrittenSize;
    this.#cache.written();
  }

  #fold({ read, event, ids }: Step, id: string): void {
    const { stored } = read;
    if (this.#isHeld(id, stored)) return;
    const draft = this.#cache.get(id) ?? this.#load(id);
    try {
      // Each document gets data of its own, so that none changes what another holds.
      const own = id === ids[0] ? event : read.project();
      const after = evolveSafely(this.task.projection, draft.doc, own, id);
      if (!after && !draft.doc) return;
      draft.doc = after;
      draft.position = stored.position;
      this.#cache.changed(draft, stored.data.length + 200);
    } catch {
      this.#spoilt.add(id);
    }
  }

  #isHeld(id: string, event: StoredEvent): boolean {
    return this.#held.parkBehind('document', id, event) || (this.#spoilt.size > 0 && this.#spoilt.has(id));
  }

  #load(id: string): BulkDraft {
    const found = this.file.find(id);
    return found ? this.#cache.add(found, 2_000) : this.#cache.add({ id, row: 0, doc: undefined, position: 0n }, 0);
  }

  /** The document's JSON; one that has none is spoilt. */
  #textOf({ id, doc }: BulkDraft): string | undefined {
    try {
      return doc && JSON.stringify(doc);
    } catch {
      this.#spoilt.add(id);
      return undefined;
    }
  }

  /** Spoilt documents, folded again from the log's beginning up to the event that each of them cannot take. */
  #foldedAnew(): Written[] {
    if (this.#spoilt.size === 0) return [];
    const { projection, catalog, leftOut, eventsUpTo } = this.task;
    const fold = new FreshFold(projection, catalog, { only: this.#spoilt, leftOut });
    for (const event of eventsUpTo(this.#position)) fold.add(event);
    this.#held.take(fold.held, this.#spoilt);
    return [...this.#spoilt].map((id) => {
      const { text, position = this.#position } = fold.documents.get(id) ?? {};
      const draft = this.#cache.get(id) ?? this.#load(id);
      draft.doc = text === undefined ? undefined : (JSON.parse(text) as Document);
      draft.position = position;
      return { row: draft, text };
    });
  }
}
