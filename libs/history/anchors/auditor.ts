import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '#event-sourcing';
import { LogAudit, type AuditState, type Log } from '#platform';
import { Anchoring, HistoryDisagrees, anchorToEnd } from './anchoring.js';

export interface AuditorOptions {
  readonly store: EventStore;
  /** The folder of keys. */
  readonly keys: string;
  readonly now: () => Date;
  readonly log: Log;
  /** How long an event waits for its anchor at most, in milliseconds; five minutes when absent. */
  readonly within?: number;
}

const WITHIN_MS = 5 * 60_000;
/** Events of a slice: some two milliseconds. */
const SLICE = 200;
/** Slices are at most a tenth of the time, so that commands need not wait. */
const PAUSE_FACTOR = 9;
/** At the log's end, so that not every commit is looked at alone. */
const LEAST_PAUSE_MS = 100;
const STOP_WITHIN_MS = 3_000;
/** After a failure of the disk. */
const RETRY_MS = 10_000;

/** Follows the log beside everything else that a portal does, and makes anchors of it. */
export class Auditor extends LogAudit {
  readonly #anchoring: Anchoring;
  readonly #within: number;
  readonly #stopping = new AbortController();
  #disagreement: HistoryDisagrees | undefined;
  #running: Promise<void> | undefined;
  #hasMore = true;
  /** Whether there is probably a whole slice more. */
  #isBehind = false;
  #wake: () => void = () => undefined;
  /** When what was taken needs an anchor, by `performance.now()`. */
  #due = Number.POSITIVE_INFINITY;

  constructor(private readonly options: AuditorOptions) {
    super();
    this.#anchoring = new Anchoring(options);
    this.#within = options.within ?? WITHIN_MS;
  }

  start(): void {
    const stopListening = this.options.store.onAppended(() => {
      this.#hasMore = true;
      this.#wake();
    });
    this.#running = this.#run(this.#stopping.signal).finally(stopListening);
  }

  /** Covers what is left, as far as that takes a moment only. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
    if (!this.#disagreement) await this.#try(() => anchorToEnd(this.#anchoring, performance.now() + STOP_WITHIN_MS));
  }

  async state(): Promise<AuditState> {
    const { last } = this.#anchoring;
    const head = await this.options.store.head();
    return {
      // The first anchor of a new log covers nothing.
      anchored: last && last.position !== '0' ? { position: BigInt(last.position), at: last.at } : undefined,
      eventsToGo: Math.max(Number(head - BigInt(last?.position ?? 0)), 0),
      disagreement: this.#disagreement?.message,
    };
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#disagreement) await this.#turn(signal);
    while (!signal.aborted) {
      // Whoever reads the portal's log from time to time must not miss it.
      this.options.log.error('history was changed', {}, this.#disagreement);
      await pause(this.#within, signal);
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const start = performance.now();
    const went = await this.#try(() => this.#slice());
    if (went === 'disagrees') return;
    const fair = PAUSE_FACTOR * (performance.now() - start);
    const rest = this.#isBehind ? fair : Math.max(fair, LEAST_PAUSE_MS);
    await pause(went === 'well' ? rest : RETRY_MS, signal);
    if (!this.#hasMore && !signal.aborted) await this.#appended();
  }

  async #slice(): Promise<void> {
    this.#hasMore = false;
    const taken = await this.#anchoring.take(SLICE);
    this.#isBehind = taken === SLICE;
    if (taken > 0) this.#hasMore = true;
    if (performance.now() >= this.#due) await this.#anchoring.sign();
    if (!this.#anchoring.isOpen) this.#due = Number.POSITIVE_INFINITY;
    else if (this.#due === Number.POSITIVE_INFINITY) this.#due = performance.now() + this.#within;
  }

  /** Waits for more events, or until those that were taken need their anchor. */
  async #appended(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const milliseconds = Math.min(Math.max(this.#due - performance.now(), 0), this.#within);
    const timer = setTimeout(resolve, milliseconds, undefined).unref();
    this.#wake = () => {
      resolve(undefined);
    };
    await promise;
    clearTimeout(timer);
  }

  /** Nothing is signed over what was found wrong; a failing disk is tried again. */
  async #try(work: () => Promise<void>): Promise<'well' | 'disagrees' | 'failed'> {
    try {
      await work();
      return 'well';
    } catch (error) {
      if (error instanceof HistoryDisagrees) {
        this.#disagreement = error;
        return 'disagrees';
      }
      this.options.log.error('anchor not made yet', {}, error);
      return 'failed';
    }
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
