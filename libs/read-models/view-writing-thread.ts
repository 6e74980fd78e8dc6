import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Build } from './build.js';
import { Fenced, ViewLocked } from './read-model-store.js';
import type { AnsweredWriting, AskedWriting, ViewWriting, ViewWritingData } from './view-writing.js';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The thread that writes a folder's views. Should it fail, nobody knows what state is left: the process ends with its error. */
export class ViewWritingThread implements ViewWriting {
  readonly takeOver = this.#asking('takeOver');
  readonly load = this.#asking('load');
  readonly flush = this.#asking('flush');
  readonly parked = this.#asking('parked');
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #last = 0;

  /** @param mayWrite throws when this process may write no more, which is then why something failed */
  constructor(
    private readonly data: ViewWritingData,
    private readonly mayWrite: (() => void) | undefined,
  ) {}

  async letGo(build: Build): Promise<void> {
    // A thread that was not started holds nothing.
    if (this.#worker) await this.#asking('letGo')(build);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#worker = undefined;
    worker.ref();
    worker.postMessage('close');
    await once(worker, 'exit');
  }

  #asking<What extends keyof ViewWriting>(what: What): ViewWriting[What] {
    const ask = (...values: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        const worker = (this.#worker ??= this.#start());
        this.#last += 1;
        const asked: AskedWriting = { number: this.#last, what, with: values };
        worker.postMessage(asked);
        // It keeps the process alive for as long as somebody waits.
        if (this.#waiting.size === 0) worker.ref();
        this.#waiting.set(asked.number, { resolve, reject });
      });
    return ask as ViewWriting[What];
  }

  #start(): Worker {
    const worker = new Worker(new URL('./view-writing-worker.js', import.meta.url), {
      workerData: this.data,
      // What it is sent is soon garbage, and V8 would let that gather.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    return worker.on('message', (answered: AnsweredWriting) => {
      const waiting = this.#waiting.get(answered.number);
      this.#waiting.delete(answered.number);
      if (this.#waiting.size === 0) worker.unref();
      if ('failure' in answered) waiting?.reject(this.#failure(answered));
      else waiting?.resolve(answered.answer);
    });
  }

  #failure({ failure, known }: Extract<AnsweredWriting, { failure: Error }>): unknown {
    if (known) return known.why === 'fenced' ? new Fenced(known.view) : new ViewLocked(known.view, failure);
    try {
      this.mayWrite?.();
      return failure;
    } catch (error) {
      return error;
    }
  }
}
