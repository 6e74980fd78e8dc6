import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Portico, buildPortico } from './testing/cli.harness.js';

/* It starts whole programs, on machines that may be busy. */
jest.setTimeout(240_000);

const PORTAL = join(import.meta.dirname, '../../dist/apps/api/main.js');
const CASES = 2_000;
const EVENTS_EACH = 5;

interface Replayed {
  readonly name: string;
  readonly version: number;
  readonly events: number | null;
  readonly documents: number | null;
  readonly seconds: number | null;
  readonly equal: boolean | null;
}

const portico = new Portico();

beforeAll(async () => {
  await buildPortico();
  const event = `<event><string key="concept:name" value="decide"/></event>`;
  const traces = Array.from({ length: CASES }, (_, number) => {
    return `<trace><string key="concept:name" value="${String(number)}"/>${event.repeat(EVENTS_EACH)}</trace>`;
  });
  writeFileSync(portico.path('orders.xes'), `<log>${traces.join('\n')}</log>`);
  await portico.json('import', 'orders.xes');
});

afterAll(() => {
  portico.close();
});

async function replay(...words: string[]): Promise<readonly Replayed[]> {
  return (await portico.json('replay', ...words))['views'] as readonly Replayed[];
}

function servingFile(view: string): string {
  const file = join(portico.data, 'views', 'serving.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[view] ?? '';
}

describe('without a portal', () => {
  it('rebuilds, compares and switches, goes back and drops', async () => {
    const [done] = await replay('timeline', '--compare', '--switch');
    expect(done).toMatchObject({ name: 'timeline', documents: CASES * EVENTS_EACH, equal: true });
    expect(done?.events).toBeGreaterThan(CASES * EVENTS_EACH);
    expect(servingFile('timeline')).toBe('timeline@1-1.db');
    expect(await replay('timeline', '--back')).toMatchObject([{ version: 1, events: null, equal: null }]);
    expect(servingFile('timeline')).toBe('timeline@1.db');
    await replay('timeline', '--drop');
    expect(existsSync(join(portico.data, 'views', 'timeline@1-1.db'))).toBe(false);
  });

  it('says in one line what cannot be done', async () => {
    const { code, err } = await portico.run('replay', 'timeline', '--back');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^portico replay: No build that served before is kept\. .+\n$/),
    ]);
    expect(await portico.run('replay', 'timeline', '--back', '--drop')).toMatchObject({ code: 2 });
    expect(await portico.run('replay', 'nonsense')).toMatchObject({ code: 2, out: '' });
    expect(await portico.run('replay', '--all', 'timeline')).toMatchObject({ code: 2 });
    expect(await portico.run('replay', 'timeline', '--accept')).toMatchObject({ code: 2 });
  });
});

describe('beside a portal', () => {
  let portal: ChildProcess;
  let port: number;

  beforeAll(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    server.close();
    portal = await startPortal();
  });

  afterAll(async () => {
    await kill();
  });

  async function startPortal(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [PORTAL], {
      env: { PORTICO_DATA: portico.data, PORTICO_PORT: String(port) },
    });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    for (let waited = 0; waited < 120_000 && !said.includes('Portico is ready'); waited += 50) await sleep(50);
    return child;
  }

  async function kill(): Promise<void> {
    portal.kill('SIGKILL');
    if (portal.exitCode === null && portal.signalCode === null) await once(portal, 'close');
  }

  const isServing = async () => (await fetch(`http://localhost:${String(port)}/api/health/ready`)).status === 200;

  it('has the portal rebuild and switch, which goes on serving', async () => {
    const [done] = await replay('timeline', '--switch');
    expect(done).toMatchObject({ documents: CASES * EVENTS_EACH, equal: true });
    expect(await isServing()).toBe(true);
    for (let waited = 0; waited < 30_000 && servingFile('timeline') === 'timeline@1.db'; waited += 50) await sleep(50);
    expect(servingFile('timeline')).toMatch(/^timeline@1-\d+\.db$/);
  });

  it('goes on with a rebuild in whose middle the portal was killed', async () => {
    const replaying = portico.runApart('replay', 'timeline', '--compare', '--json');
    // Not before the portal has begun with it, however long that takes.
    const file = join(portico.data, 'views', 'timeline@1-3.db');
    for (let waited = 0; waited < 60_000 && !existsSync(file); waited += 5) await sleep(5);
    await kill();
    portal = await startPortal();
    const { code, out } = await replaying;
    // The command gives up after a while in which no portal is there; asked again, it goes on with the same build.
    const last = code === 0 ? out : JSON.stringify({ views: await replay('timeline', '--compare') });
    expect(JSON.parse(last.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      views: [{ documents: CASES * EVENTS_EACH, equal: true }],
    });
    expect(existsSync(file)).toBe(true);
  });
});
