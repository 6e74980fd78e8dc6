import { Injectable, signal } from '@angular/core';

const ASK_AGAIN_MS = 3_000;

/** Whether the portal can be reached. */
@Injectable({ providedIn: 'root' })
export class OnlineState {
  readonly #isOnline = signal(true);
  #asking = false;
  readonly isOnline = this.#isOnline.asReadonly();
  /** When it could last be reached, while it cannot. */
  readonly since = signal(new Date());

  constructor() {
    addEventListener('offline', () => {
      this.#lost();
    });
    addEventListener('online', () => void this.check());
  }

  reached(): void {
    this.#isOnline.set(true);
    this.since.set(new Date());
  }

  /** Asks the portal once whether it lives. */
  async ask(): Promise<boolean> {
    const isReached = await answers();
    if (!isReached) this.#lost();
    return isReached;
  }

  /** Asks the portal whether it lives, until it does. */
  async check(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    while (!(await answers())) {
      this.#lost();
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
    this.#asking = false;
    this.reached();
  }

  #lost(): void {
    this.#isOnline.set(false);
    if (!this.#asking) void this.check();
  }
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/api/health/live', { cache: 'no-store' })).ok;
  } catch {
    // No network, or no portal behind it.
    return false;
  }
}
