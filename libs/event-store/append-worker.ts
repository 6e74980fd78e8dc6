import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Append } from './append-batch.js';
import { ClaimGone, sentFailure, type SentAnswer } from './append-answers.js';
import { openLogDatabase } from './log-database.js';
import { LocalLogWriter } from './log-writer.js';
import { receivedAppends, type SentAppends } from './sent-appends.js';

/** What the thread that appends is started with. */
export interface AppendWorkerData {
  readonly path: string;
  readonly cache: number | undefined;
  readonly patience: number;
  /** A file without which nothing may be written; absent where nobody else could have taken it. */
  readonly claim: string | undefined;
}

export interface AppendThreadData extends AppendWorkerData {
  /** Shared: how many messages are committed, or refused. */
  readonly committed: Int32Array;
}

const { path, cache, patience, claim, committed } = workerData as AppendThreadData;
const database = openLogDatabase(path, false, cache);
const writer = new LocalLogWriter(path, database, { patience, committed: () => undefined, mayWrite });

/* `null` where nothing more will come. */
parentPort?.on('message', (sent: SentAppends | null) => {
  if (sent === null) void close();
  else void commit(receivedAppends(sent));
});

async function commit(appends: readonly Append[]): Promise<void> {
  const answers = await Promise.all(appends.map((append) => writer.append(append).catch(sentFailure)));
  Atomics.add(committed, 0, 1);
  parentPort?.postMessage(answers satisfies SentAnswer[]);
}

async function close(): Promise<void> {
  await writer.close();
  database.close();
  parentPort?.close();
}

function mayWrite(): void {
  if (claim !== undefined && !existsSync(claim)) throw new ClaimGone('The right to write is gone.');
}
