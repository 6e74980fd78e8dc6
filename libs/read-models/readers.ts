import type { Lane } from './lane.js';

/** Up to where a reader finds everything in the views that it asked for. */
export interface ReadPosition {
  /** The smallest of the views' positions. */
  readonly position: bigint;
  /** Whether something at or before the wanted position is missing: not there in time, or parked. */
  readonly stale: boolean;
}

interface Reader {
  readonly wanted: bigint;
  readonly lanes: readonly Lane[];
  readonly answer: () => void;
}

/** Readers that wait until views have passed a position. */
export class Readers {
  readonly #waiting = new Set<Reader>();
  readonly #stopped = new Set<Lane>();

  /** Resolves when the lanes have passed the position, or one of them never will, or the time is over. */
  async wait(wanted: bigint, lanes: readonly Lane[], timeoutMs: number): Promise<ReadPosition> {
    if (!this.#isAnswerable({ wanted, lanes })) await this.#answered({ wanted, lanes }, timeoutMs);
    const position = lanes.reduce(
      (least, { settled }) => (settled < least ? settled : least),
      lanes[0]?.settled ?? wanted,
    );
    return { position, stale: position < wanted || lanes.some((lane) => lane.isHeldBefore(wanted)) };
  }

  /** Whether somebody waits for the lane. */
  isExpected(lane: Lane): boolean {
    return [...this.#waiting].some(({ wanted, lanes }) => lane.settled < wanted && lanes.includes(lane));
  }

  /** Whether somebody waits for what the lane has folded and not stored. */
  isAwaited(lane: Lane): boolean {
    return [...this.#waiting].some(({ wanted, lanes }) => {
      return lane.settled < wanted && wanted <= lane.position && lanes.includes(lane);
    });
  }

  /** Answers those for whom the lane was the last to come. */
  settled(lane: Lane): void {
    for (const reader of this.#waiting) {
      if (reader.lanes.includes(lane) && this.#isAnswerable(reader)) reader.answer();
    }
  }

  /** The lane will not move any more. */
  stopped(lane: Lane): void {
    this.#stopped.add(lane);
    this.settled(lane);
  }

  #answered(wish: Pick<Reader, 'wanted' | 'lanes'>, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const reader: Reader = {
        ...wish,
        answer: () => {
          clearTimeout(timer);
          this.#waiting.delete(reader);
          resolve();
        },
      };
      const timer = setTimeout(reader.answer, timeoutMs);
      this.#waiting.add(reader);
    });
  }

  #isAnswerable({ wanted, lanes }: Pick<Reader, 'wanted' | 'lanes'>): boolean {
    return lanes.every((lane) => lane.settled >= wanted || this.#stopped.has(lane));
  }
}
