import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What tells whether commands wait. */
export interface Load {
  /** Commands that wait for their commit. */
  readonly waiting: () => number;
  /** How many seconds the most belated view is behind the log. */
  readonly lag: () => number;
}

const LOOK_MS = 50;
/** So long nothing may wait before rebuilds go on at full speed. */
const CALM_MS = 500;
const MOST_DELAY_MS = 25;
const MOST_LAG_SECONDS = 1;

/** What is held back. */
export interface Held {
  /** Whether there is anything to hold back. */
  readonly isAnyReading: boolean;
  holdBack(yes: boolean): void;
}

/** Has rebuilds read slowly while commands wait, the event loop is late, or views fall behind. Looks until it is stopped. */
export class HoldBack {
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #timer: NodeJS.Timeout;
  #busyUntil = 0;

  constructor(
    private readonly load: Load,
    private readonly rebuilds: Held,
  ) {
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }

  #look(): void {
    if (!this.rebuilds.isAnyReading) return void this.#delay.disable();
    const now = performance.now();
    if (this.#isBusy()) this.#busyUntil = now + CALM_MS;
    this.rebuilds.holdBack(now < this.#busyUntil);
  }

  #isBusy(): boolean {
    this.#delay.enable();
    const delayMs = this.#delay.percentile(50) / 1e6;
    this.#delay.reset();
    return this.load.waiting() > 0 || delayMs > MOST_DELAY_MS || this.load.lag() > MOST_LAG_SECONDS;
  }
}
