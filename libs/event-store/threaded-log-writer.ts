import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppendOutcomeUnknown } from '#event-sourcing';
import type { Append } from './append-batch.js';
import { ClaimGone, receivedFailure, type SentAnswer, type SentFailure } from './append-answers.js';
import type { GroupCommitOptions } from './group-commit.js';
import type { AppendThreadData, AppendWorkerData } from './append-worker.js';
import type { LogWriter } from './log-writer.js';
import { sentAppends } from './sent-appends.js';

interface Waiting extends Append {
  readonly resolve: (positions: readonly bigint[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * So many appends are sent to an idle thread at once: what more this turn brings is made while they are committed. Half
 * of what `commands/64` has under way: then neither side waits for the other.
 */
const ENOUGH = 32;

/** Appends in a thread of its own, so that committing and deciding go on at the same time. */
export class ThreadedLogWriter implements LogWriter {
  #worker: Worker | undefined;
  #waiting: Waiting[] = [];
  /** What the thread has and has not answered, message by message. */
  readonly #sent: (readonly Waiting[])[] = [];
  /** How many messages the thread has committed, as it says itself: its answers may wait behind a long turn here. */
  #committed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #messages = 0;
  #isDue = false;
  #whenIdle: (() => void) | undefined;

  constructor(
    private readonly data: AppendWorkerData,
    private readonly options: Pick<GroupCommitOptions, 'committed' | 'mayWrite'>,
  ) {}

  get waiting(): number {
    return this.#sent.reduce((sum, { length }) => sum + length, this.#waiting.length);
  }

  append(append: Append): Promise<readonly bigint[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...append, resolve, reject });
      if (!this.#isDue) setImmediate(this.#sendDue);
      this.#isDue = true;
      if (this.#waiting.length >= ENOUGH && this.#isIdle()) this.#send();
    });
  }

  async close(): Promise<void> {
    if (this.waiting > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    const worker = this.#worker;
    if (!worker) return;
    this.#worker = undefined;
    worker.ref();
    worker.postMessage(null);
    await once(worker, 'exit');
  }

  readonly #sendDue = (): void => {
    this.#isDue = false;
    if (this.#waiting.length > 0) this.#send();
  };

  #send(): void {
    const worker = (this.#worker ??= this.#start());
    // It keeps the process alive for as long as somebody waits.
    if (this.#sent.length === 0) worker.ref();
    worker.postMessage(sentAppends(this.#waiting));
    this.#messages += 1;
    this.#sent.push(this.#waiting);
    this.#waiting = [];
  }

  #isIdle(): boolean {
    return Atomics.load(this.#committed, 0) === this.#messages;
  }

  #start(): Worker {
    this.#committed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    this.#messages = 0;
    const worker = new Worker(new URL('./append-worker.js', import.meta.url), {
      workerData: { ...this.data, committed: this.#committed } satisfies AppendThreadData,
      // What it is sent is soon garbage, and V8 would let that gather.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    worker.on('message', (answers: readonly SentAnswer[]) => {
      const appends = this.#sent.shift() ?? [];
      if (this.#sent.length === 0) worker.unref();
      this.#answer(appends, answers);
    });
    worker.on('error', (error) => {
      this.#lost(worker, error);
    });
    return worker;
  }

  #answer(appends: readonly Waiting[], answers: readonly SentAnswer[]): void {
    this.options.committed();
    for (const [index, append] of appends.entries()) {
      const answer = answers[index] ?? [];
      if ('message' in answer) append.reject(this.#failure(answer));
      else append.resolve(answer);
    }
    this.#noticeIdle();
  }

  #failure(sent: SentFailure): unknown {
    const failure = receivedFailure(sent);
    if (!(failure instanceof ClaimGone)) return failure;
    try {
      this.options.mayWrite?.();
      return failure;
    } catch (error) {
      return error;
    }
  }

  /** The next append starts another thread. What this one had, it may have committed or not. */
  #lost(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    for (const append of this.#sent.splice(0).flat())
      append.reject(new AppendOutcomeUnknown('The thread that writes the log has failed.', { cause }));
    this.#noticeIdle();
  }

  #noticeIdle(): void {
    if (this.waiting === 0) this.#whenIdle?.();
  }
}
