import { NO_PREVIOUS, type StoredEvent } from '#event-sourcing';
import type { Broken, Witness } from '#event-store';
import { MARK_LENGTH, type Anchor } from './anchor.js';
import { Segment, type Covered } from './segment.js';

const NOTHING: Covered = { position: 0n, events: 0, root: NO_PREVIOUS };

/** Holds the events of a log, from `start` on, against anchors. */
export class AnchorWitness implements Witness {
  readonly #anchors: readonly Anchor[];
  #next = 0;
  #segment: Segment;

  constructor(
    anchors: readonly Anchor[],
    private readonly start = NOTHING,
  ) {
    this.#anchors = anchors.filter(({ events }) => events > start.events);
    this.#segment = new Segment(start);
  }

  follow({ position, hash }: StoredEvent): string | undefined {
    const anchor = this.#anchors[this.#next];
    if (!anchor) return undefined;
    const at = this.#segment.size * MARK_LENGTH;
    if (!anchor.marks.startsWith(hash.slice(0, MARK_LENGTH), at))
      return `another event stood here when the anchor of ${anchor.at} was made`;
    this.#segment.add(position, hash);
    return this.#segment.size * MARK_LENGTH < anchor.marks.length ? undefined : this.#endSegment(anchor);
  }

  /** What anchors cover and the log does not hold any more, when all of it was followed. */
  missing(): Broken | undefined {
    const last = this.#anchors.at(-1);
    if (!last || this.#next === this.#anchors.length) return undefined;
    const { position, size } = this.#segment;
    const seen = (this.#anchors[this.#next - 1]?.events ?? this.start.events) + size;
    const gone = last.events - seen;
    return {
      stream: null,
      revision: null,
      position: position + 1n,
      reason: `the log ends before it, and ${gone} ${gone === 1 ? 'event' : 'events'} that the anchor of ${last.at} covers ${gone === 1 ? 'is' : 'are'} gone`,
    };
  }

  #endSegment(anchor: Anchor): string | undefined {
    const { marks: _marks, ...covered } = this.#segment.end();
    if (covered.root !== anchor.root || String(covered.position) !== anchor.position)
      return `one of the ${this.#segment.size} events up to this one is not what it was when the anchor of ${anchor.at} was made`;
    this.#segment = new Segment(covered);
    this.#next += 1;
    return undefined;
  }
}
