import { setTimeout as sleep } from 'node:timers/promises';
import { Fenced } from './read-model-store.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** Tries what a disk or a server refuses until it works: a view that waits is late, one that gave up is wrong. */
export class Persistence {
  readonly #stop = new AbortController();

  constructor(private readonly onTrouble: (error: unknown) => void) {}

  /** @throws Fenced at once; the last error once {@link stop} was called */
  async keepTrying<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Fenced || this.#stop.signal.aborted) throw error;
        this.onTrouble(error);
      }
      await sleep(pause, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stop.abort();
  }
}
