import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

// Given as text so that it runs alike from source and from a build; it has nothing to import.
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData, { timeout: 0 });
  const pass = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  const look = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  const nobody = new Int32Array(new SharedArrayBuffer(4));

  /* SQLite flushes the file in the pass that finds nothing new at its end: until one of those was short, some of that
     is still to come, and the writer would have to wait for it. */
  function isCaughtUp() {
    const start = performance.now();
    const { checkpointed } = pass.get();
    return look.get().log === checkpointed && performance.now() - start < 8;
  }

  parentPort.on('message', () => {
    const until = performance.now() + 300;
    try {
      while (!isCaughtUp() && performance.now() < until) Atomics.wait(nobody, 0, 0, 1);
    } catch { /* busy: the next one comes */ }
    parentPort.postMessage('done');
  });
`;

/**
 * Moves the write-ahead log into the database file. A thread of its own moves and flushes nearly all of it while commands
 * go on; the writer then moves what came meanwhile. Only at that moment is nothing left in the log, and the next commit
 * begins it anew: under steady load it would grow without end otherwise.
 */
export class Checkpointer {
  #worker: Worker | undefined;
  #isRunning = false;
  readonly #look: StatementSync;

  /**
   * @param writer the connection that appends; no transaction of its spans a turn of the event loop
   * @param limit pages of 4 KiB that may gather before they are moved
   */
  constructor(
    private readonly path: string,
    private readonly writer: DatabaseSync,
    private readonly limit = 12_000,
  ) {
    this.#look = writer.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** Looks, after a commit, how long the write-ahead log has become. */
  committed(): void {
    if (this.#isRunning || this.#pages() < this.limit) return;
    this.#isRunning = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #pages(): number {
    return (this.#look.get() as { log: number }).log;
  }

  #start(): Worker {
    const worker = new Worker(PROGRAM, { eval: true, workerData: this.path });
    worker.on('message', () => {
      this.#isRunning = false;
      this.#moveRest();
    });
    // Without its thread the log is only longer; the next commits start another one.
    worker.on('error', () => {
      this.#worker = undefined;
      this.#isRunning = false;
    });
    worker.unref();
    return worker;
  }

  #moveRest(): void {
    try {
      if (this.writer.isOpen) this.writer.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // A failing disk shows itself at the next commit, where somebody is there to be told.
    }
  }
}
