import { parentPort, workerData } from 'node:worker_threads';
import { verifySecondHalf, type Halves, type SecondHalf } from './verify-half.js';

/** What the thread that checks a log's second half is started with. */
export interface VerifyWorkerData extends Halves {
  /** Of the log. */
  readonly path: string;
}

/** What it sends: how many events it has checked so far, and at last what it found. */
export type VerifyMessage = { readonly read: number } | { readonly half: SecondHalf };

const { path, ...halves } = workerData as VerifyWorkerData;

const half = await verifySecondHalf(path, halves, (read) => {
  parentPort?.postMessage({ read } satisfies VerifyMessage);
});
parentPort?.postMessage({ half } satisfies VerifyMessage);
