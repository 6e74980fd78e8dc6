import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Portico, buildPortico } from './testing/cli.harness.js';

/* It starts whole programs, on machines that may be busy. */
jest.setTimeout(300_000);

const PORTAL = join(import.meta.dirname, '../../dist/apps/api/main.js');

const portico = new Portico();
let portal: ChildProcess | undefined;

beforeAll(buildPortico);

afterAll(() => {
  portal?.kill('SIGKILL');
  portico.close();
});

async function startPortal(): Promise<ChildProcess> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const child = spawn(process.execPath, [PORTAL], {
    env: { PORTICO_DATA: portico.data, PORTICO_PORT: String(port) },
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  for (let waited = 0; waited < 60_000 && !said.includes('Portico is ready'); waited += 50) await sleep(50);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}

function anchors(): number {
  try {
    return readFileSync(join(portico.data, 'keys', 'anchors.jsonl'), 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}

it('anchors stay true through imports beside a portal, kills, a clean stop, a backup and a restore', async () => {
  const event = `<event><string key="concept:name" value="decide"/></event>`;
  const traces = Array.from(
    { length: 800 },
    (_, number) => `<trace><string key="concept:name" value="${number}"/>${event.repeat(5)}</trace>`,
  );
  writeFileSync(portico.path('orders.xes'), `<log>${traces.join('\n')}</log>`);

  portal = await startPortal();
  const importing = portico.jsonApart('import', 'orders.xes');
  // Each kill comes while anchors are made, or just before or behind it.
  for (const many of [1, 2, 3]) {
    for (let waited = 0; waited < 20_000 && anchors() < many; waited += 5) await sleep(5);
    await end(portal, 'SIGKILL');
    expect(await portico.json('verify')).toMatchObject({ valid: true });
    portal = await startPortal();
  }
  expect(await importing).toMatchObject({ added: 4000 });
  await portico.jsonApart('backup', 'now');
  expect(await portico.json('verify')).toMatchObject({ valid: true });
  await end(portal, 'SIGTERM');

  const { events } = await portico.json('verify');
  expect((await portico.run('verify')).out).toContain(`covers position ${String(events)}.`);

  const restored = new Portico();
  expect(await portico.json('restore', 'now', '--to', restored.data)).toMatchObject({ streams: 801 });
  expect(await restored.json('verify')).toMatchObject({ valid: true });
  restored.close();
});
