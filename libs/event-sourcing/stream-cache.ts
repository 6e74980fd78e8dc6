import type { StreamName } from './event.js';
import type { Folded } from './folded.js';

/**
 * A stream's newest fold in memory. It moves on with each append before that is committed, so one that fails spoils the
 * tip: it is dropped, and what was decided on it is decided again.
 */
export interface Tip<State = unknown> {
  readonly folded: Folded<State>;
  /** Settles with the commit of the last events folded in; resolved when there is nothing under way. */
  committed: Promise<readonly bigint[]>;
}

/** What a tip weighs beside its commands: about as much as so many of them. */
const TIP = 8;

/**
 * Bounded memory of stream tips, oldest use forgotten first; and a queue per stream for the short stretch between reading
 * a tip and moving it.
 */
export class StreamCache {
  readonly #tips = new Map<StreamName, { readonly tip: Tip; weight: number }>();
  readonly #queues = new Map<StreamName, Promise<unknown>>();
  #weight = 0;

  /** @param limit how many answered commands, of about 250 bytes each, all tips together may remember */
  constructor(private readonly limit = 400_000) {}

  get(stream: StreamName): Tip | undefined {
    const entry = this.#tips.get(stream);
    if (!entry) return undefined;
    this.#tips.delete(stream);
    this.#tips.set(stream, entry);
    return entry.tip;
  }

  /** Remembers a tip, or how much it has grown. */
  set(stream: StreamName, tip: Tip): void {
    const weight = TIP + tip.folded.commands.size;
    const known = this.#tips.get(stream);
    this.#weight += weight - (known?.weight ?? 0);
    // The one that was just looked up stands last already.
    if (known?.tip === tip) known.weight = weight;
    else {
      this.#tips.delete(stream);
      this.#tips.set(stream, { tip, weight });
    }
    for (const oldest of this.#tips.keys()) {
      if (this.#weight <= this.limit || oldest === stream) break;
      this.#forget(oldest);
    }
  }

  /** Whether a tip is still the stream's: nothing that was folded into it has failed. */
  holds(stream: StreamName, tip: Tip): boolean {
    return this.#tips.get(stream)?.tip === tip;
  }

  /** Forgets a tip, but not a newer one that has taken its place. */
  drop(stream: StreamName, tip: Tip): void {
    if (this.holds(stream, tip)) this.#forget(stream);
  }

  /** Runs `work` after what was queued for the stream before it; at once when there is nothing. */
  inTurn<T>(stream: StreamName, work: () => T | Promise<T>): T | Promise<T> {
    const before = this.#queues.get(stream);
    const turn = before ? before.then(work, work) : work();
    return turn instanceof Promise ? this.#queued(stream, turn) : turn;
  }

  async #queued<T>(stream: StreamName, turn: Promise<T>): Promise<T> {
    this.#queues.set(stream, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(stream) === turn) this.#queues.delete(stream);
    }
  }

  #forget(stream: StreamName): void {
    this.#weight -= this.#tips.get(stream)?.weight ?? 0;
    this.#tips.delete(stream);
  }
}
