import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import autocannon, { type Request, type Result } from 'autocannon';
import { DemoPortal } from '../demo-portal.js';
import { inTurn, type Round } from '../rounds.js';
import type { Row } from '../row.js';
import { Session } from '../session.js';
import { startProjects } from '../start-projects.js';
import { inTempFolder } from '../temp-folder.js';

const CLIENTS = 64;
const PROJECTS = 64;
const REQUESTS = 10_000;
const NOTE = 'The second round of the home page is ready for you; please say by Friday whether the colours may stay.';

/** Notes published by clients with a session over HTTP, beside Fastify alone; both under the same generator in this process. */
export const http: Row = {
  name: `http/${CLIENTS}`,
  unit: 'commands/s',
  target: { ratio: 0.25 },
  measure: () => inTempFolder(measure),
};

async function measure(folder: string) {
  const raw = fork(new URL('../bare/raw-post.js', import.meta.url), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const portal = await DemoPortal.start(folder);
  try {
    const session = await Session.of(portal, 'admin');
    const request = noteIn(await startProjects(session, PROJECTS), session);
    const rawUrl = `http://127.0.0.1:${await portOf(raw)}`;
    return await inTurn({ bare: () => shoot(rawUrl, request), ours: () => shoot(portal.url, request) });
  } finally {
    raw.kill();
    await portal.stop();
  }
}

/** A note in one of the projects, told apart from any other by its key. */
function noteIn(projects: readonly string[], { headers }: Session): Request {
  let number = 0;
  return {
    method: 'POST',
    body: JSON.stringify({ body: NOTE }),
    setupRequest: (request) => {
      number += 1;
      const path = `/api/projects/${projects[number % projects.length] ?? ''}/notes`;
      return { ...request, path, headers: { ...headers, 'idempotency-key': randomUUID() } };
    },
  };
}

async function shoot(url: string, request: Request): Promise<Round> {
  const waits: number[] = [];
  const start = performance.now();
  // The generator itself ends only with a whole second.
  let end = start;
  const { non2xx, errors } = await new Promise<Result>((resolve, reject) => {
    const options = { url, connections: CLIENTS, amount: REQUESTS, requests: [request] };
    autocannon(options, (error: Error | null, result) => {
      if (error) reject(error);
      else resolve(result);
    }).on('response', (_client, _status, _bytes, wait) => {
      waits.push(wait);
      end = performance.now();
    });
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} of ${REQUESTS} requests to ${url} failed.`);
  return { perSecond: (REQUESTS * 1_000) / (end - start), waits };
}

async function portOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The bare program prints nowhere.');
  const [printed] = (await once(stdout, 'data')) as [Buffer];
  return printed.toString().trim();
}
