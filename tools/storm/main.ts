/**
 * The storm: a portal under load is killed with SIGKILL at random moments, again and again, while clients send each
 * command with the same key until it is answered. Afterwards nothing acknowledged may be lost or doubled, the chain of
 * every stream must hold, and every view must equal a fresh fold of the log.
 *
 *   npm run storm -- [--kills 50] [--senders 24] [--seed-projects 12]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkFolder } from './check-folder.ts';
import { PortalClient } from './portal-client.ts';
import { PortalProcess } from './portal-process.ts';
import { Workload } from './workload.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    senders: { type: 'string', default: '24' },
    'seed-projects': { type: 'string', default: '12' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'portico-storm-'));
const faults = await storm(folder);
for (const fault of faults.slice(0, 20)) console.error(fault);
if (faults.length === 0) rmSync(folder, { recursive: true });
else console.error(`${String(faults.length)} faults; the data folder is kept at ${folder}`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function storm(data: string): Promise<string[]> {
  const portal = new PortalProcess(await freePort(), data);
  await portal.start();
  try {
    const client = new PortalClient(portal.url);
    await setUp(portal, client);
    const me = await client.get('/me');
    const workload = new Workload(client);
    await workload.prepare(3, Number(values['seed-projects']));
    const running = workload.run(Number(values.senders));
    await killAgainAndAgain(portal, Number(values.kills));
    workload.stop();
    await running;
    await letViewsCatchUp(portal);
    const acknowledged = workload.settled.filter(({ answer }) => answer.status < 400);
    const retried = acknowledged.filter(({ answer }) => answer.tries > 1);
    console.log(
      `${values.kills} kills, ${String(acknowledged.length)} commands acknowledged (${String(retried.length)} after a retry), ` +
        `${String(workload.settled.length - acknowledged.length)} refused`,
    );
    return await checkFolder(data, workload.settled, String(me.body.id));
  } finally {
    await portal.kill();
  }
}

async function setUp(portal: PortalProcess, client: PortalClient): Promise<void> {
  await client.post('/setup/open', { token: await portal.setUpToken() });
  const done = await client.post('/setup', {
    name: 'Ruth Ashdown',
    email: 'ruth@ashdownpell.example',
    business: 'Ashdown Pell',
  });
  if (done.status >= 400) throw new Error(`Set-up was refused: ${JSON.stringify(done.body)}`);
}

/** Lets it serve for up to 0.9 s after each start, so that kills hit starting, catching up, and serving alike. */
async function killAgainAndAgain(portal: PortalProcess, kills: number): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    await pause(Math.random() * 900);
    await portal.kill();
    await portal.start();
    if (kill % 10 === 0) console.log(`${String(kill)} of ${String(kills)} kills`);
  }
  await pause(1_000);
}

/** A portal that stops leaves what its views have not stored yet to the next start; so one more start, and a stop in peace. */
async function letViewsCatchUp(portal: PortalProcess): Promise<void> {
  await portal.kill();
  await portal.start();
  await pause(2_000);
  await portal.stop();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
