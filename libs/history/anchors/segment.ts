import { hash } from 'node:crypto';
import { MARK_LENGTH, type Anchor } from './anchor.js';

/** How far the log is covered. */
export interface Covered {
  readonly position: bigint;
  readonly events: number;
  readonly root: string;
}

/**
 * The events between two anchors. Its root is the SHA-256 of the root before it and, for each event, a line with its
 * position and hash: it rolls over the whole log, and so covers each event, its stream, its place there and its place
 * among all others.
 */
export class Segment {
  #lines = '';
  #marks = '';
  #events: number;
  #position: bigint;

  constructor(private readonly start: Covered) {
    this.#events = start.events;
    this.#position = start.position;
  }

  get size(): number {
    return this.#events - this.start.events;
  }

  get position(): bigint {
    return this.#position;
  }

  add(position: bigint, eventHash: string): void {
    this.#lines += `${String(position)} ${eventHash}\n`;
    this.#marks += eventHash.slice(0, MARK_LENGTH);
    this.#events += 1;
    this.#position = position;
  }

  end(): Covered & { readonly marks: string } {
    return {
      position: this.#position,
      events: this.#events,
      root: hash('sha256', `${this.start.root}\n${this.#lines}`, 'hex'),
      marks: this.#marks,
    };
  }
}

export function coveredBy({ position, events, root }: Anchor): Covered {
  return { position: BigInt(position), events, root };
}
