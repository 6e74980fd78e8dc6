import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { address, events, projections } from './index.js';

/** Loads a module and tells the addresses of all that came with it. */
const LOADING = `
  import { registerHooks } from 'node:module';
  import { parentPort, workerData } from 'node:worker_threads';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  import(workerData).then(() => parentPort.postMessage(loaded));
`;

describe('the program', () => {
  it('knows each event and each version of a view once', () => {
    const types = events.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    const views = projections.map(({ name, version }) => `${name}@${String(version)}`);
    expect(new Set(views).size).toBe(views.length);
  });

  it('is loaded by a thread without the host', async () => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(LOADING)}`), {
      workerData: address.href,
    });
    const [loaded] = (await once(worker, 'message')) as [string[]];
    await worker.terminate();
    expect(loaded).toContain(address.href);
    expect(loaded.filter((url) => /node_modules\/(@nestjs|fastify|@fastify|rxjs|@casl)\//.test(url))).toEqual([]);
  });
});
