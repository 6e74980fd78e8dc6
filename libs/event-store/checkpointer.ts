import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

// Given as text so that it runs alike from source and from a build; it has nothing to import.
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData, { timeout: 0 });
  parentPort.on('message', () => {
    try {
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
      // Again, for what came meanwhile: the less is left to the writer, the shorter it is held up.
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch { /* busy: the next one comes */ }
    parentPort.postMessage('done');
  });
`;

/**
 * Moves the write-ahead log into the database file. A thread of its own moves nearly all of it while commands go on;
 * the writer then moves what came meanwhile. Only at that moment is nothing left in the log, and the next commit begins
 * it anew: under steady load it would grow without end otherwise.
 */
export class Checkpointer {
  #worker: Worker | undefined;
  #isRunning = false;
  #pages = 0;

  /**
   * @param writer the connection that appends; no transaction of its spans a turn of the event loop
   * @param limit pages of 4 KiB that may gather before they are moved
   */
  constructor(
    private readonly path: string,
    private readonly writer: DatabaseSync,
    private readonly limit = 12_000,
  ) {}

  /** Says that about so many pages were committed. */
  wrote(pages: number): void {
    this.#pages += pages;
    if (this.#pages < this.limit || this.#isRunning) return;
    this.#pages = 0;
    this.#isRunning = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
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
