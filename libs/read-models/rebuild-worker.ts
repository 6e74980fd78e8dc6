import { parentPort, workerData } from 'node:worker_threads';
import type { Build } from './build.js';
import { RebuildControl } from './rebuild-control.js';
import { RebuildReport, type SentProgress } from './rebuild-report.js';
import { RebuildWork } from './rebuild-work.js';
import type { Rebuilt } from './rebuild.js';
import { loadViewSource } from './view-source.js';

/** What a rebuild's thread is started with. */
export interface RebuildWorkerData {
  readonly build: Build;
  readonly log: string;
  readonly views: string;
  /** Address of the module that exports `events` and `projections`. */
  readonly projections: string;
  readonly leftOut: ReadonlySet<string>;
  /** Of its {@link RebuildControl}. */
  readonly memory: SharedArrayBuffer;
}

/** What a rebuild's thread sends. */
export type RebuildMessage = { readonly progress: SentProgress } | { readonly done: Rebuilt };

const { projections, memory, ...task } = workerData as RebuildWorkerData;
const report = new RebuildReport((progress) => {
  parentPort?.postMessage({ progress } satisfies RebuildMessage);
});
const work = new RebuildWork(task, await loadViewSource(projections), new RebuildControl(memory), report);
parentPort?.postMessage({ done: await work.run() } satisfies RebuildMessage);
