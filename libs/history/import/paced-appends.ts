import { setTimeout as sleep } from 'node:timers/promises';
import { WrongExpectedRevision, type EventStore, type SealedEvent, type StreamName } from '#event-sourcing';
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
/** How long one may take that others wait for: well below 50 ms. */
const WANTED_MS = 25;

/**
 * Appends to many streams in transactions of a bounded length; while one is committed, the next is prepared. Beside a portal each is followed by a pause as long as
 * itself, since SQLite's lock is not fair.
 */
export class PacedAppends {
  #waiting: Append[] = [];
  #events = 0;
  #most = MOST;
  #underWay: Promise<void> = Promise.resolve();

  /** @param isServed whether a portal is at work on the same log */
  constructor(
    private readonly store: EventStore,
    private readonly isServed: () => boolean,
  ) {
    if (isServed()) this.#most = FIRST_BESIDE_OTHERS;
  }

  /** Events that fit into one transaction; a longer append is better divided. */
  get room(): number {
    return this.#most;
  }

  add(append: Append): void {
    this.#waiting.push(append);
    this.#events += append.events.length;
  }

  /** Writes what fills whole transactions. */
  async flushFull(): Promise<void> {
    while (this.#events >= this.#most) await this.#write(this.#next());
  }

  async flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#next());
    await this.#underWay;
  }

  #next(): Append[] {
    let events = 0;
    const end = this.#waiting.findIndex((append) => (events += append.events.length) >= this.#most);
    const next = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end + 1);
    this.#events -= next.reduce((sum, append) => sum + append.events.length, 0);
    return next;
  }

  async #write(appends: readonly Append[]): Promise<void> {
    await this.#underWay;
    const start = performance.now();
    const written = this.#commit(appends);
    if (!this.isServed()) {
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
      await Promise.all(
        appends.map(({ stream, expectedRevision, events }) => this.store.append(stream, expectedRevision, events)),
      );
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
  }
}

function rival(): ImportRefused {
  return new ImportRefused('another import of this log is at work; wait for it to end and run this command again');
}
