import type { RebuildProgress } from './rebuild.js';

/** How far a rebuild has come. */
export type RebuildState = Pick<RebuildProgress, 'position' | 'head' | 'documents'> & {
  readonly readUntil: string | undefined;
};

/** What a rebuild's thread says of itself; whether it is held back, whoever holds it back knows. */
export type SentProgress = Omit<RebuildProgress, 'heldBack'>;

const EVERY_MS = 250;
/** The rate is that of so much time. */
const WINDOW_MS = 3_000;

/** Tells a few times a second how far a rebuild has come, and how fast it is. */
export class RebuildReport {
  #events = 0;
  #toldAt = -Infinity;
  #phase: RebuildProgress['phase'] | undefined;
  #samples: { readonly at: number; readonly events: number }[] = [];

  /** @param send called with each report */
  constructor(private readonly send: (progress: SentProgress) => void) {}

  get events(): number {
    return this.#events;
  }

  /** @param events how many were read since the last call */
  read(events: number): void {
    this.#events += events;
  }

  /** A new phase is told at once. */
  tell(phase: RebuildProgress['phase'], state: () => RebuildState): void {
    const now = performance.now();
    if (phase === this.#phase && now - this.#toldAt < EVERY_MS) return;
    if (phase !== this.#phase) this.#samples = [];
    this.#phase = phase;
    this.#toldAt = now;
    this.#samples = [...this.#samples.filter(({ at }) => now - at < WINDOW_MS), { at: now, events: this.#events }];
    const { readUntil, ...rest } = state();
    const eventsPerSecond = this.#rate(now);
    this.send({ phase, ...rest, events: this.#events, eventsPerSecond, ...(readUntil !== undefined && { readUntil }) });
  }

  #rate(now: number): number {
    const first = this.#samples[0];
    if (!first || now <= first.at) return 0;
    return Math.round(((this.#events - first.events) / (now - first.at)) * 1000);
  }
}
