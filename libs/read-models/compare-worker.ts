import { parentPort, workerData } from 'node:worker_threads';
import { CompareWork, type CompareTask } from './compare-work.js';
import { loadViewSource } from './view-source.js';

/** What a comparison's thread is started with. */
export interface CompareWorkerData extends CompareTask {
  /** Address of the module that exports `events` and `projections`. */
  readonly projections: string;
}

const { projections, ...task } = workerData as CompareWorkerData;
parentPort?.postMessage(new CompareWork(task, await loadViewSource(projections)).run());
