import type { EventCatalog, EventStore, StoredEvent } from '#event-sourcing';
import { Bell } from './bell.js';
import type { Lane } from './lane.js';
import type { Persistence } from './persistence.js';
import { ReadEvent } from './read-event.js';
import type { Readers } from './readers.js';
import type { ViewChanged } from './view-changed.js';

/** What a scan works with, and whom it tells. */
export interface ScanContext {
  readonly store: EventStore;
  readonly catalog: EventCatalog;
  readonly persistence: Persistence;
  /** Events read at a time. */
  readonly pageSize: number;
  /** Hands the scan's lanes to another one at the same position, if there is one that can take them. */
  readonly join: (scan: Scan) => boolean;
  /** Reads on for a lane alone. */
  readonly split: (lane: Lane) => void;
  readonly readers: Readers;
  readonly onChanged: (change: ViewChanged, lane: Lane) => void;
  readonly onStopped: (lane: Lane, error: unknown) => void;
}

/** How long events may gather before they are read, when no reader waits. */
const LINGER_MS = 20;
/** How often the log is read although nobody said that there is something. */
const IDLE_MS = 1000;

/** A lane that takes longer for one page, or for storing, goes on alone. */
const SLOW_MS = 150;

/** One reading of the log for all lanes at its position. */
export class Scan {
  readonly lanes: Set<Lane>;
  readonly #news = new Bell();
  readonly #hurry = new Bell();
  readonly #leaving = new Map<Lane, () => void>();
  /** Milliseconds that each lane took for this page. */
  readonly #spent = new Map<Lane, number>();
  #position: bigint;
  #ahead: Promise<StoredEvent[]> | undefined;
  #isFeeding = false;
  #isStopped = false;

  /** @param lanes at least one, all at the same position */
  constructor(
    private readonly context: ScanContext,
    lanes: readonly Lane[],
  ) {
    this.lanes = new Set(lanes);
    this.#position = lanes[0]?.position ?? 0n;
  }

  get position(): bigint {
    return this.#position;
  }

  /** Whether lanes at its position may join now; one whose own have gone is about to end. */
  get isOpen(): boolean {
    return !this.#isFeeding && !this.#isStopped && this.lanes.size > 0;
  }

  /** There are new events. */
  wake(): void {
    this.#news.ring();
  }

  /** A reader waits: nothing lingers. */
  hurry(): void {
    this.#news.ring();
    this.#hurry.ring();
  }

  stop(): void {
    this.#isStopped = true;
    this.hurry();
  }

  /** Resolves when the lane has left, between two pages, with everything stored. */
  detach(lane: Lane): Promise<void> {
    return new Promise((resolve) => {
      this.#leaving.set(lane, resolve);
      this.hurry();
    });
  }

  /** Hands its lanes over, unless one of them is about to leave; whether it did. */
  moveTo(other: Scan): boolean {
    if (this.#leaving.size > 0) return false;
    for (const lane of this.lanes) other.lanes.add(lane);
    this.lanes.clear();
    return true;
  }

  /** Reads until it is stopped, has no lane left, or its lanes have joined another scan. */
  async run(): Promise<void> {
    while (!this.#isStopped && this.lanes.size > 0) {
      const isCaughtUp = await this.#turn();
      if (!isCaughtUp) continue;
      if (this.context.join(this)) return;
      await this.#rest();
    }
    await this.#eachLane((lane) => lane.close());
    for (const left of this.#leaving.values()) left();
  }

  /** Reads, folds and stores one page; whether it was the last one for now. */
  async #turn(): Promise<boolean> {
    const page = await this.#read();
    if (!page) return false;
    const last = page.at(-1);
    const isCaughtUp = page.length < this.context.pageSize;
    if (!isCaughtUp && last) this.#readAhead(last.position);
    this.#isFeeding = true;
    this.#spent.clear();
    await this.#feed(page);
    await this.#flush(isCaughtUp);
    this.#letLeave();
    if (!isCaughtUp) this.#splitSlow();
    this.#isFeeding = false;
    return isCaughtUp;
  }

  async #read(): Promise<StoredEvent[] | undefined> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    try {
      // What was read ahead in vain is read again, patiently.
      const page = await ahead?.catch(() => undefined);
      return page ?? (await this.context.persistence.keepTrying(() => this.#page(this.#position)));
    } catch (error) {
      if (this.#isStopped) return undefined;
      throw error;
    }
  }

  #readAhead(after: bigint): void {
    this.#ahead = this.#page(after);
    // Whoever takes the page handles its failure; until then it must not end the process.
    this.#ahead.catch(() => undefined);
  }

  #page(after: bigint): Promise<StoredEvent[]> {
    this.#news.silence();
    return this.context.store.readAll(after, { limit: this.context.pageSize });
  }

  async #feed(page: readonly StoredEvent[]): Promise<void> {
    const end = page.at(-1)?.position ?? this.#position;
    const events = page.map((event) => new ReadEvent(event, this.context.catalog));
    await this.#eachLane((lane) => lane.take(events, end));
    this.#position = end;
  }

  async #flush(isCaughtUp: boolean): Promise<void> {
    const store = async (lane: Lane) => {
      if (isCaughtUp || lane.isFull || this.#leaving.has(lane) || this.context.readers.isAwaited(lane)) {
        const change = await lane.flush();
        if (change) this.context.onChanged(change, lane);
      }
      this.context.readers.settled(lane);
    };
    // Live views wait for the event loop rather than for each other.
    if (isCaughtUp) await Promise.all([...this.lanes].map((lane) => this.#orStop(lane, store)));
    else await this.#eachLane(store);
  }

  #letLeave(): void {
    for (const [lane, left] of this.#leaving) {
      this.lanes.delete(lane);
      left();
    }
    this.#leaving.clear();
  }

  /** Lanes that take their time go on alone, so that no other is late because of them; at the log's end they meet again. */
  #splitSlow(): void {
    for (const [lane, milliseconds] of this.#spent) {
      const mayGo = milliseconds >= SLOW_MS && this.lanes.size > 1 && !this.#leaving.has(lane) && !this.#isStopped;
      if (mayGo && this.lanes.delete(lane)) this.context.split(lane);
    }
  }

  async #rest(): Promise<void> {
    const lingered = await this.#news.heard(IDLE_MS);
    if (this.#isStopped || [...this.lanes].some((lane) => this.context.readers.isExpected(lane))) return;
    if (lingered < LINGER_MS) await this.#hurry.heard(LINGER_MS - lingered);
  }

  /** A lane that fails stops alone. */
  async #eachLane(work: (lane: Lane) => Promise<unknown>): Promise<void> {
    for (const lane of this.lanes) {
      const since = performance.now();
      await this.#orStop(lane, work);
      this.#spent.set(lane, (this.#spent.get(lane) ?? 0) + performance.now() - since);
    }
  }

  async #orStop(lane: Lane, work: (lane: Lane) => Promise<unknown>): Promise<void> {
    try {
      await work(lane);
    } catch (error) {
      this.lanes.delete(lane);
      this.context.onStopped(lane, error);
    }
  }
}
