import { Worker } from 'node:worker_threads';

/** Log pages of 4 KiB that may gather before they are moved into the file. */
const PAGES = 4_000;

// Given as text so that it runs alike from source and from a build; it has nothing to import.
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData, { timeout: 0 });
  parentPort.on('message', () => {
    try { database.exec('PRAGMA wal_checkpoint(PASSIVE)'); } catch { /* busy: the next one comes */ }
    parentPort.postMessage('done');
  });
`;

/** Moves the write-ahead log into the database file on a thread of its own, so that no command waits for it. */
export class Checkpointer {
  #worker: Worker | undefined;
  #isRunning = false;
  #pages = 0;

  constructor(private readonly path: string) {}

  /** Says that so many bytes were committed. */
  wrote(bytes: number): void {
    this.#pages += 1 + bytes / 4096;
    if (this.#pages < PAGES || this.#isRunning) return;
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
    worker.on('message', () => (this.#isRunning = false));
    worker.unref();
    return worker;
  }
}
