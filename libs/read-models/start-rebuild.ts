import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Build } from './build.js';
import { RebuildControl } from './rebuild-control.js';
import type { SentProgress } from './rebuild-report.js';
import type { RebuildMessage, RebuildWorkerData } from './rebuild-worker.js';
import type { Rebuild, RebuildOptions, RebuildProgress, Rebuilt } from './rebuild.js';

/** Megabytes: documents in memory are bounded, garbage would otherwise gather for as long as the machine has memory. */
const HEAP = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 };
/** How long a thread may take to store what it has before it is ended as it is. */
const STOP_PATIENCE_MS = 5_000;

/**
 * Builds a view beside the one that serves, or goes on where an earlier start of the same build was left, in a thread
 * that is given nothing but the log to read and the file to write.
 */
export function startRebuild(options: RebuildOptions): Rebuild {
  return new RebuildThread(options);
}

class RebuildThread implements Rebuild {
  readonly build: Build;
  readonly done: Promise<Rebuilt>;
  readonly #control = new RebuildControl();
  readonly #worker: Worker;
  readonly #exited: Promise<unknown>;
  readonly #listeners = new Set<(progress: RebuildProgress) => void>();
  #progress: SentProgress = { phase: 'reading', position: 0n, head: 0n, events: 0, documents: 0, eventsPerSecond: 0 };

  constructor({ build, log, views, projections, leftOut }: RebuildOptions) {
    this.build = build;
    const { memory } = this.#control;
    const workerData: RebuildWorkerData = { build, log, views, projections: projections.href, leftOut, memory };
    const worker = new Worker(new URL('./rebuild-worker.js', import.meta.url), { workerData, resourceLimits: HEAP });
    this.#worker = worker;
    this.#exited = new Promise((resolve) => worker.on('exit', resolve));
    this.done = this.#outcome(worker);
    // Whoever starts a rebuild may look at its progress only.
    this.done.catch((error: unknown) => {
      // Errors of another thread come as plain copies.
      const { message = String(error) } = error as Partial<Error>;
      this.#moved({ ...this.#progress, phase: 'failed', reason: message });
    });
  }

  progress(): RebuildProgress {
    return { ...this.#progress, heldBack: this.#control.isHeldBack };
  }

  onProgress(listener: (progress: RebuildProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  pause(): void {
    this.#control.pause(true);
  }

  resume(): void {
    this.#control.pause(false);
  }

  holdBack(yes: boolean): void {
    this.#control.holdBack(yes);
  }

  async stop(): Promise<void> {
    this.#control.stop();
    const ended = new AbortController();
    await Promise.race([
      this.#exited,
      sleep(STOP_PATIENCE_MS, undefined, { signal: ended.signal }).catch(() => undefined),
    ]);
    ended.abort();
    await this.#worker.terminate();
  }

  async #outcome(worker: Worker): Promise<Rebuilt> {
    return new Promise((resolve, reject) => {
      worker.on('message', (message: RebuildMessage) => {
        if ('done' in message) resolve(message.done);
        else this.#moved(message.progress);
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        reject(new Error('The rebuild was stopped.'));
      });
    });
  }

  #moved(progress: SentProgress): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener(this.progress());
  }
}
