import { setTimeout as sleep } from 'node:timers/promises';
import { WrongExpectedRevision, type EventStore, type SealedEvent, type StreamName } from '#event-sourcing';
import { DriftingViews } from './drifting-views.js';
import { ImportRefused } from './import-refused.js';

interface Append {
  readonly stream: StreamName;
  readonly expectedRevision: number;
  readonly events: readonly SealedEvent[];
}

/** Events in a transaction. */
const FEWEST = 20;
const MOST = 1000;
const FIRST_BESIDE_OTHERS = 200;
/** Characters of events in a transaction, so that long ones do not gather in memory. */
const MOST_LENGTH = 2 ** 22;
/** How long one may take that others wait for: well below 50 ms. */
const WANTED_MS = 25;
/** How often views are looked at, and how long they get to come closer. */
const LOOK_EVERY_MS = 500;

/** The portal that may be at work on the same log. */
export interface Neighbour {
  readonly isServed: () => boolean;
  /** Up to where each of its views has read the log; absent where nobody can tell. */
  readonly viewPositions?: (() => Promise<ReadonlyMap<string, bigint>>) | undefined;
}

/**
 * Appends to many streams in transactions of a bounded length; while one is committed, the next is prepared. Beside a portal each is followed by a pause as long as
 * itself, since SQLite's lock is not fair, and by a longer one while the portal's views drift.
 */
export class PacedAppends {
  #waiting: Append[] = [];
  #events = 0;
  #length = 0;
  #most = MOST;
  #underWay: Promise<void> = Promise.resolve();
  #head = 0n;
  readonly #views = new DriftingViews();
  #lookedAt = -Infinity;
  #isDrifting = false;

  /** @param now milliseconds of whatever clock */
  constructor(
    private readonly store: EventStore,
    private readonly beside: Neighbour,
    private readonly now = () => performance.now(),
  ) {
    if (beside.isServed()) this.#most = FIRST_BESIDE_OTHERS;
  }

  /** Events that fit into one transaction; a longer append is better divided. */
  get room(): number {
    return this.#most;
  }

  add(append: Append): void {
    this.#waiting.push(append);
    this.#events += append.events.length;
    this.#length += lengthOf(append);
  }

  /** Writes what fills whole transactions. */
  async flushFull(): Promise<void> {
    while (this.#events >= this.#most || this.#length >= MOST_LENGTH) await this.#write(this.#next());
  }

  async flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#next());
    await this.#underWay;
  }

  #next(): Append[] {
    let [events, length] = [0, 0];
    const end = this.#waiting.findIndex((append) => {
      events += append.events.length;
      length += lengthOf(append);
      return events >= this.#most || length >= MOST_LENGTH;
    });
    const next = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end + 1);
    this.#events -= next.reduce((sum, append) => sum + append.events.length, 0);
    this.#length -= next.reduce((sum, append) => sum + lengthOf(append), 0);
    return next;
  }

  async #write(appends: readonly Append[]): Promise<void> {
    await this.#underWay;
    const start = performance.now();
    const written = this.#commit(appends);
    if (!this.beside.isServed()) {
      this.#most = MOST;
      this.#underWay = written;
      // Whoever writes next is told of its failure; until then it must not end the process.
      written.catch(() => undefined);
      return;
    }
    await written;
    await this.#giveWay(performance.now() - start);
  }

  async #commit(appends: readonly Append[]): Promise<void> {
    try {
      const positions = await Promise.all(
        appends.map(({ stream, expectedRevision, events }) => this.store.append(stream, expectedRevision, events)),
      );
      this.#head = positions.at(-1)?.at(-1) ?? this.#head;
    } catch (error) {
      // Another import makes events of the same ids, but not at the same moment: they differ, and nothing is doubled.
      if (error instanceof WrongExpectedRevision) throw rival();
      throw error;
    }
  }

  async #giveWay(took: number): Promise<void> {
    const fits = Math.round((this.#most * WANTED_MS) / Math.max(took, 1));
    this.#most = Math.min(Math.max(fits, this.#most / 2, FEWEST), this.#most * 2, MOST);
    await sleep(took);
    while (this.beside.isServed() && (await this.#areViewsDrifting())) await sleep(LOOK_EVERY_MS);
  }

  async #areViewsDrifting(): Promise<boolean> {
    const now = this.now();
    if (!this.beside.viewPositions || now - this.#lookedAt < LOOK_EVERY_MS) return this.#isDrifting;
    this.#lookedAt = now;
    this.#isDrifting = this.#views.look(this.#head, await this.beside.viewPositions(), now);
    return this.#isDrifting;
  }
}

function lengthOf({ events }: Append): number {
  return events.reduce((sum, { data }) => sum + data.length, 0);
}

function rival(): ImportRefused {
  return new ImportRefused('another import of this log is at work; wait for it to end and run this command again');
}
