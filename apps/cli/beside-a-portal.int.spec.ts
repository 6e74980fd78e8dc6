import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Portico, buildPortico } from './testing/cli.harness.js';

/* It starts whole programs, on machines that may be busy. */
jest.setTimeout(120_000);

const PORTAL = join(import.meta.dirname, '../../dist/apps/api/main.js');

const portico = new Portico();
let portal: ChildProcess;
let port: number;

beforeAll(async () => {
  await buildPortico();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  server.close();
  portal = spawn(process.execPath, [PORTAL], { env: { PORTICO_DATA: portico.data, PORTICO_PORT: String(port) } });
  let said = '';
  portal.stdout?.on('data', (data: Buffer) => (said += data.toString()));
  for (let waited = 0; waited < 60_000 && !said.includes('Portico is ready'); waited += 50) await sleep(50);
});

afterAll(async () => {
  portal.kill('SIGKILL');
  await once(portal, 'close');
  portico.close();
});

/** How many timeline entries the portal has made of the log. */
function told(): number {
  const file = join(portico.data, 'views', 'timeline@1.db');
  if (!existsSync(file)) return 0;
  const view = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(view.prepare('SELECT count(*) AS count FROM documents').get()?.['count']);
  } finally {
    view.close();
  }
}

it('imports, backs up and verifies beside a running portal, which sees what came in', async () => {
  const traces = Array.from({ length: 400 }, (_, number) => {
    const event = `<event><string key="concept:name" value="decide"/><string key="org:resource" value="Pete"/></event>`;
    return `<trace><string key="concept:name" value="${number}"/>${event.repeat(5)}</trace>`;
  });
  writeFileSync(portico.path('orders.xes'), `<log>${traces.join('\n')}</log>`);

  let slowest = 0;
  const watch = { isDone: false };
  const asking = (async () => {
    while (!watch.isDone) {
      const start = performance.now();
      expect((await fetch(`http://localhost:${String(port)}/api/health/ready`)).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - start);
      await sleep(20);
    }
  })();
  expect(await portico.jsonApart('import', 'orders.xes')).toMatchObject({ cases: 400, events: 2000, added: 2000 });
  watch.isDone = true;
  await asking;
  expect(slowest).toBeLessThan(5_000);

  for (let waited = 0; waited < 30_000 && told() < 2000; waited += 100) await sleep(100);
  expect(told()).toBe(2000);
  expect(await portico.jsonApart('verify')).toMatchObject({ valid: true, streams: 401 });
  expect(await portico.jsonApart('backup', 'now')).toMatchObject({ bytes: expect.any(Number) });
  expect(await portico.jsonApart('restore', 'now', '--to', 'restored')).toMatchObject({ streams: 401 });
});
