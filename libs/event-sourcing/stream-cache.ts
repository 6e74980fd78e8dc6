import type { Folded } from './folded.js';
import type { StreamName } from './event.js';

/** A stream's newest fold in memory, and whether its last events are on disk yet. */
export interface Tip<State = unknown> {
  readonly folded: Folded<State>;
  /** Settles with the commit of the last events folded in; resolved when there is nothing under way. */
  committed: Promise<unknown>;
}

/** Bounded memory of stream tips, oldest use forgotten first; and a queue per stream for the short stretch between reading a tip and moving it. */
export class StreamCache {
  readonly #tips = new Map<StreamName, Tip>();
  readonly #queues = new Map<StreamName, Promise<unknown>>();

  constructor(private readonly limit = 20_000) {}

  get(stream: StreamName): Tip | undefined {
    const tip = this.#tips.get(stream);
    if (tip) {
      this.#tips.delete(stream);
      this.#tips.set(stream, tip);
    }
    return tip;
  }

  set(stream: StreamName, tip: Tip): void {
    this.#tips.set(stream, tip);
    if (this.#tips.size <= this.limit) return;
    for (const oldest of this.#tips.keys()) {
      this.#tips.delete(oldest);
      break;
    }
  }

  /** Forgets a tip, but not a newer one that has taken its place. */
  drop(stream: StreamName, tip: Tip): void {
    if (this.#tips.get(stream) === tip) this.#tips.delete(stream);
  }

  /** Runs `work` after what was queued for the stream before it. */
  async inTurn<T>(stream: StreamName, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(stream);
    const turn = before ? before.then(work, work) : work();
    this.#queues.set(stream, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(stream) === turn) this.#queues.delete(stream);
    }
  }
}
