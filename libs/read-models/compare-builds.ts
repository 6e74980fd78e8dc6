import { Worker } from 'node:worker_threads';
import type { CompareTask } from './compare-work.js';
import type { CompareWorkerData } from './compare-worker.js';
import type { Comparison } from './comparison.js';

export interface CompareOptions extends CompareTask {
  /** A module that exports `events` and `projections`; nothing in it may have effects when it is loaded. */
  readonly projections: URL;
}

/**
 * Compares two builds of a view in a thread of its own, all documents, while both go on being kept up to date.
 *
 * @throws Error when one of them is not there, or the source does not have its version any more
 */
export function compareBuilds({ projections, ...task }: CompareOptions): Promise<Comparison> {
  const workerData: CompareWorkerData = { ...task, projections: projections.href };
  return new Promise((resolve, reject) => {
    new Worker(new URL('./compare-worker.js', import.meta.url), { workerData })
      .on('message', resolve)
      .on('error', reject)
      .on('exit', () => {
        reject(new Error('The comparison was stopped.'));
      });
  });
}
