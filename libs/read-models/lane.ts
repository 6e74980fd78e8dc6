import type { EventCatalog, StoredEvent } from '#event-sourcing';
import type { Build } from './build.js';
import { toWrite, writeOf } from './document-writes.js';
import { Drafts, type Draft } from './drafts.js';
import { evolveSafely, troubleOf } from './evolve-safely.js';
import { foldText, type FoldedDocument, type FreshFold } from './fresh-fold.js';
import { Held } from './held.js';
import { Intake, type Step } from './intake.js';
import type { Persistence } from './persistence.js';
import type { ReadEvent } from './read-event.js';
import type {
  AnyProjection,
  DocumentWrite,
  Flush,
  ParkedEvent,
  ReadModelStore,
  ViewNotes,
  ViewWriter,
} from './read-model-store.js';
import { giveTurn, isTurnOver } from './turn.js';
import { Changes, type ViewChanged } from './view-changed.js';

/** What a lane works with. */
export interface LaneContext {
  readonly catalog: EventCatalog;
  readonly views: ReadModelStore;
  readonly persistence: Persistence;
}

/** What a lane is to make. */
export interface LaneTask {
  readonly projection: AnyProjection;
  readonly build: Build;
  /** Ids of events that the view leaves out. */
  readonly leftOut: ReadonlySet<string>;
}

/** Documents folded anew from the log's beginning, and what could not be applied on the way. */
export interface Refolded {
  readonly fold: FreshFold;
  /** The documents that are to be replaced. */
  readonly ids: ReadonlySet<string>;
  /** What was parked before. */
  readonly before: readonly ParkedEvent[];
  readonly leftOut: ReadonlySet<string>;
}

const MOST_CHANGED = 5000;
const MOST_UNSTORED_CHARACTERS = 8_000_000;
const MOST_PARKED = 500;
/** What is folded is stored by then even while there is more: a process that is killed again and again still gets on. */
const STORED_WITHIN_MS = 250;
/** When a checkpoint is stored that only moved over events which touch nothing. */
const CHECKPOINT_EVERY = { milliseconds: 5000, events: 1000 };

/** One build of a view on its way through the log: it takes pages of events, folds them into drafts and stores these. */
export class Lane {
  readonly projection: AnyProjection;
  readonly build: Build;
  readonly #changes = new Changes();
  readonly #drafts: Drafts;
  #held: Held;
  #intake: Intake;
  #leftOut: ReadonlySet<string>;
  #position: bigint;
  #settled: bigint;
  #stored: bigint;
  #storedAt = performance.now();
  #unstoredCharacters = 0;
  #unstoredEvents = 0;
  #edition: object = {};

  private constructor(
    { projection, build, leftOut }: LaneTask,
    private readonly context: LaneContext,
    private readonly writer: ViewWriter,
    parked: readonly ParkedEvent[],
  ) {
    this.projection = projection;
    this.build = build;
    this.#drafts = new Drafts(writer.isEmpty);
    this.#held = new Held(parked);
    // What is begun leaves out what it is told; what was begun before is folded anew for that.
    this.#leftOut = writer.position === 0n && writer.isEmpty ? leftOut : writer.notes.leftOut;
    this.#intake = new Intake(projection, context.catalog, this.#leftOut, new Set(writer.notes.categories));
    this.#position = this.#settled = this.#stored = writer.position;
  }

  /** Takes the build over and resumes where it was left; or only looks at it, and then must not be fed. @throws ViewLocked */
  static async open(task: LaneTask, context: LaneContext, how: 'takeOver' | 'look' = 'takeOver'): Promise<Lane> {
    const writer = await context.views[how]({ ...task.projection, build: task.build.build });
    return new Lane(task, context, writer, await writer.parked());
  }

  get name(): string {
    return this.projection.name;
  }

  /** Up to where events are folded. */
  get position(): bigint {
    return this.#position;
  }

  /** Up to where readers find everything that is not parked. */
  get settled(): bigint {
    return this.#settled;
  }

  /** Stands for what readers find: another object from the moment at which a document may read otherwise. */
  get edition(): object {
    return this.#edition;
  }

  /** Whether enough has come together, or for long enough, to be stored even while there is more to fold. */
  get isFull(): boolean {
    const { changed } = this.#drafts;
    return (
      changed.size >= MOST_CHANGED ||
      this.#unstoredCharacters >= MOST_UNSTORED_CHARACTERS ||
      this.#held.unstored.length >= MOST_PARKED ||
      performance.now() - this.#storedAt > STORED_WITHIN_MS
    );
  }

  get isHeldUp(): boolean {
    return this.#held.isAny;
  }

  /** Events that cannot be applied. */
  get stuck(): number {
    return this.#held.stuck;
  }

  /** How many are stored. */
  get documents(): number {
    return this.writer.documents;
  }

  /** Ids of events that are left out of what is stored. */
  get leftOut(): ReadonlySet<string> {
    return this.#leftOut;
  }

  /** Whether a reader at the position misses something that is parked. */
  isHeldBefore(position: bigint): boolean {
    return this.#held.isAnyBefore(position);
  }

  parked(): Promise<ParkedEvent[]> {
    return this.writer.parked();
  }

  /** Folds a page; events that it has already are passed over. */
  async take(page: readonly ReadEvent[], end: bigint): Promise<void> {
    const steps = await this.#steps(page);
    await this.#load(steps);
    for (const step of steps) {
      if (isTurnOver()) await giveTurn();
      for (const id of step.ids) await this.#fold(step, id);
    }
    this.#position = end;
    this.#unstoredEvents += page.length;
    if (this.#isClean) this.#settled = end;
  }

  /** Stores what changed, and the checkpoint; resolves with what readers may hear of, if anything changed for them. @throws Fenced */
  async flush(): Promise<ViewChanged | undefined> {
    if (this.#isClean && !this.#isCheckpointDue) return undefined;
    const writes = await this.#writes();
    await this.#store({ writes, parked: this.#held.unstored, notes: this.#notes });
    for (const { id, text } of writes) this.#drafts.markStored(this.#drafts.use(id), text?.length ?? 0);
    this.#drafts.trim();
    this.#held.markStored();
    return this.#changed();
  }

  /** Stores even a checkpoint that moved over nothing. @throws Fenced */
  async close(): Promise<void> {
    this.#storedAt = -Infinity;
    await this.flush();
  }

  /** Puts what was folded anew in place of what is stored, from the log's beginning to here. Everything must have been flushed. @throws Fenced */
  async replace({ fold, ids, before, leftOut }: Refolded): Promise<ViewChanged | undefined> {
    const writes = [...ids].map((id) =>
      toWrite(id, fold.documents.get(id) ?? { text: undefined, position: this.#position }),
    );
    const { categories } = this.#intake;
    const notes = { leftOut, categories };
    await this.#store({ writes, parked: fold.held.unstored, released: before, notes });
    this.#held = new Held(fold.held.unstored);
    this.#leftOut = leftOut;
    this.#intake = new Intake(this.projection, this.context.catalog, leftOut, categories);
    this.#drafts.forget(ids);
    for (const { scope, key, event } of before) if (scope === 'document') this.#changes.add(event, key);
    return this.#changed();
  }

  get #notes(): ViewNotes {
    return { leftOut: this.#leftOut, categories: this.#intake.categories };
  }

  get #isClean(): boolean {
    return this.#drafts.changed.size === 0 && this.#held.unstored.length === 0;
  }

  get #isCheckpointDue(): boolean {
    if (this.#position === this.#stored) return false;
    const { milliseconds, events } = CHECKPOINT_EVERY;
    return this.#unstoredEvents >= events || performance.now() - this.#storedAt > milliseconds;
  }

  async #steps(page: readonly ReadEvent[]): Promise<Step[]> {
    const steps: Step[] = [];
    for (const read of page) {
      if (isTurnOver()) await giveTurn();
      const step = read.stored.position > this.#position && this.#intake.step(read, this.#held);
      if (step) steps.push(step);
    }
    return steps;
  }

  async #load(steps: readonly Step[]): Promise<void> {
    const missing = this.#drafts.missing(new Set(steps.flatMap(({ ids }) => ids)));
    if (missing.length === 0) return;
    const found = await this.context.persistence.keepTrying(() => this.writer.load(missing));
    for (const id of missing) this.#drafts.add(id, found.get(id));
  }

  async #fold(step: Step, id: string): Promise<void> {
    const { read, event, ids } = step;
    const { stored } = read;
    if (this.#held.parkBehind('document', id, stored)) return;
    const draft = this.#drafts.use(id);
    if (draft.position >= stored.position) return;
    try {
      // Each document gets data of its own, so that none changes what another holds.
      const own = id === ids[0] ? event : read.project();
      const after = evolveSafely(this.projection, draft.doc, own, id);
      if (!after && !draft.doc) return;
      draft.doc = after;
      draft.position = stored.position;
      this.#drafts.markChanged(draft, read);
      this.#noteChange(stored, id);
    } catch {
      await this.#refold(draft, read);
    }
  }

  #noteChange(event: StoredEvent, id: string): void {
    this.#unstoredCharacters += event.data.length;
    this.#changes.add(event, id);
  }

  /** Makes a draft again that an event has spoilt: as stored, then event by event up to the one that cannot be applied. */
  async #refold(draft: Draft, ...more: readonly ReadEvent[]): Promise<void> {
    const { id, unstored } = draft;
    const stored = (await this.context.persistence.keepTrying(() => this.writer.load([id]))).get(id);
    let folded: FoldedDocument | undefined = stored && { ...stored, text: stored.doc && JSON.stringify(stored.doc) };
    const applied: ReadEvent[] = [];
    for (const read of [...unstored, ...more]) {
      if (this.#held.parkBehind('document', id, read.stored)) continue;
      try {
        folded = foldText(this.projection, folded, read, id) ?? folded;
        applied.push(read);
      } catch (error) {
        this.#held.park('document', id, read.stored, troubleOf(error));
      }
    }
    this.#drafts.restore(draft, folded, applied);
  }

  async #writes(): Promise<DocumentWrite[]> {
    const writes: DocumentWrite[] = [];
    for (const draft of this.#drafts.changed) {
      if (isTurnOver()) await giveTurn();
      let write = writeOf(draft);
      if (!write) {
        await this.#refold(draft);
        write = this.#drafts.changed.has(draft) ? writeOf(draft) : undefined;
      }
      if (write) writes.push(write);
    }
    return writes;
  }

  async #store(what: Omit<Flush, 'from' | 'to'>): Promise<void> {
    const to = this.#position;
    await this.context.persistence.keepTrying(() => this.writer.flush({ from: this.#stored, to, ...what }));
    this.#stored = this.#settled = to;
    if (what.writes.length > 0) this.#edition = {};
    this.#storedAt = performance.now();
    this.#unstoredCharacters = this.#unstoredEvents = 0;
  }

  #changed(): ViewChanged | undefined {
    const changes = this.#changes.take();
    return changes.length === 0 ? undefined : { view: this.name, position: this.#settled, changes };
  }
}
