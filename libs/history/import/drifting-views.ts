/** Beyond both, more events would only let views drift further; the same as for commands. */
const MOST_EVENTS = 20_000n;
const MOST_MS = 5_000;

interface Seen {
  position: bigint;
  movedAt: number;
  /** Since when it is too many events behind. */
  behindSince: number | undefined;
}

/**
 * Watches how far a portal's views are behind a log that somebody else appends to. A view that does not move is nobody's
 * any more, or stands still for a reason that waiting does not mend.
 */
export class DriftingViews {
  readonly #seen = new Map<string, Seen>();

  /**
   * Whether some view that moves has been too far behind for too long.
   *
   * @param head position of the last event that was appended
   * @param positions up to where each view has read the log
   * @param now milliseconds of whatever clock
   */
  look(head: bigint, positions: ReadonlyMap<string, bigint>, now: number): boolean {
    return [...positions].map(([view, position]) => this.#isDrifting(view, head, position, now)).includes(true);
  }

  #isDrifting(view: string, head: bigint, position: bigint, now: number): boolean {
    const seen = this.#seen.get(view) ?? { position, movedAt: -Infinity, behindSince: undefined };
    this.#seen.set(view, seen);
    if (position !== seen.position) seen.movedAt = now;
    seen.position = position;
    if (head - position <= MOST_EVENTS) seen.behindSince = undefined;
    else seen.behindSince ??= now;
    return seen.behindSince !== undefined && now - seen.behindSince > MOST_MS && now - seen.movedAt < MOST_MS;
  }
}
