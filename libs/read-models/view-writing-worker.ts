import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Fenced, ViewLocked, type ViewWriter } from './read-model-store.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import type { AnsweredWriting, AskedWriting, KnownFailure, ViewWriting, ViewWritingData } from './view-writing.js';

const { folder, claim } = workerData as ViewWritingData;
const models = new SqliteReadModels(folder, { mayWrite });
const writers: ViewWriter[] = [];

const writing: ViewWriting = {
  takeOver: async (definition) => {
    const taken = await models.takeOver(definition);
    const { position, isEmpty, notes, documents } = taken;
    return { writer: writers.push(taken) - 1, position, isEmpty, notes, documents };
  },
  load: async (writer, ids) => known(writer).load(ids),
  flush: async (writer, flush) => {
    await known(writer).flush(flush);
    return known(writer).documents;
  },
  parked: async (writer) => known(writer).parked(),
  letGo: async (build) => {
    models.letGo(build);
  },
};

parentPort?.on('message', (asked: AskedWriting | 'close') => {
  if (asked === 'close') void close();
  else void answer(asked);
});

async function answer({ number, what, with: values }: AskedWriting): Promise<void> {
  const work = writing[what] as (...values: readonly unknown[]) => Promise<unknown>;
  let answered: AnsweredWriting;
  try {
    answered = { number, answer: await work(...values) };
  } catch (error) {
    answered = { number, failure: error as Error, known: knownFailure(error) };
  }
  parentPort?.postMessage(answered);
}

async function close(): Promise<void> {
  await models.close();
  parentPort?.close();
}

function knownFailure(error: unknown): KnownFailure | undefined {
  if (error instanceof Fenced) return { why: 'fenced', view: error.view };
  return error instanceof ViewLocked ? { why: 'locked', view: error.view } : undefined;
}

function known(writer: number): ViewWriter {
  const found = writers[writer];
  if (!found) throw new Error('Nobody has taken this view over.');
  return found;
}

function mayWrite(): void {
  if (claim !== undefined && !existsSync(claim)) throw new Error('The right to write is gone.');
}
