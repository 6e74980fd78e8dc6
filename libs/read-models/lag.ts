import type { EventStore } from '#event-sourcing';
import type { Lane } from './lane.js';

/** How far a view is behind the log. */
export interface Lag {
  readonly view: string;
  /** Up to where it can be read. */
  readonly position: bigint;
  /** Events that it does not show yet, counted by their positions; what is parked does not count. */
  readonly events: number;
  /** How long it has not been at the log's end. */
  readonly seconds: number;
}

const SAMPLED_EVERY_MS = 500;

/** Watches, twice a second, how far lanes are behind the log's end. */
export class LagWatch {
  readonly #behindSince = new WeakMap<Lane, number>();
  readonly #timer: NodeJS.Timeout;
  #head = 0n;
  #isSampling = false;

  constructor(
    private readonly store: EventStore,
    private readonly lanes: () => Iterable<Lane>,
  ) {
    this.#timer = setInterval(() => void this.#sample(), SAMPLED_EVERY_MS);
    this.#timer.unref();
  }

  /** As of the last sample. */
  of(lane: Lane): Lag {
    const since = this.#behindSince.get(lane);
    const events = this.#head > lane.settled ? Number(this.#head - lane.settled) : 0;
    const seconds = events === 0 || since === undefined ? 0 : (performance.now() - since) / 1000;
    return { view: lane.name, position: lane.settled, events, seconds };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #sample(): Promise<void> {
    if (this.#isSampling) return;
    this.#isSampling = true;
    // A log that cannot be read has no end to be behind of; whoever reads it reports the trouble.
    this.#head = await this.store.head().catch(() => this.#head);
    this.#isSampling = false;
    for (const lane of this.lanes()) {
      if (lane.settled >= this.#head) this.#behindSince.delete(lane);
      else if (!this.#behindSince.has(lane)) this.#behindSince.set(lane, performance.now());
    }
  }
}
