import { setTimeout as pause } from 'node:timers/promises';
import { caughtUp } from './catch-up.ts';
import { checkFolder, type Made } from './check-folder.ts';
import { PortalClient } from './portal-client.ts';
import { PortalProcess } from './portal-process.ts';
import { setUp } from './set-up.ts';
import type { Random, Stormed } from './storm.ts';
import { Workload } from './workload.ts';

export interface PortalStormOptions {
  readonly kills: number;
  /** Clients that send at once. */
  readonly senders: number;
}

/**
 * A portal under load is killed at random moments, again and again, while clients send each command with the same key
 * until it is answered.
 */
export async function portalStorm(
  data: string,
  made: Made,
  random: Random,
  options: PortalStormOptions,
): Promise<Stormed> {
  const portal = await PortalProcess.onFreePort(data);
  await portal.start();
  try {
    const client = new PortalClient(portal.url);
    const principal = await setUp(portal, client);
    const workload = new Workload(client);
    await workload.prepare(3, 12);
    const running = workload.run(options.senders);
    await killAgainAndAgain(portal, random, options.kills);
    workload.stop();
    await running;
    await caughtUp(portal.url);
    await portal.stop();
    const { settled } = workload;
    const acknowledged = settled.filter(({ answer }) => answer.status < 400);
    const retried = acknowledged.filter(({ answer }) => answer.tries > 1);
    console.log(
      `${String(acknowledged.length)} commands acknowledged, ${String(retried.length)} of them after a retry`,
    );
    const idle = retried.length < options.kills ? ['Hardly any command met a kill'] : [];
    return { kills: options.kills, faults: [...idle, ...(await checkFolder(data, made, { settled, principal }))] };
  } finally {
    await portal.kill();
  }
}

/** Lets it serve for up to 0.9 s after each start, so that kills hit starting, catching up, and serving alike. */
async function killAgainAndAgain(portal: PortalProcess, random: Random, kills: number): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    await pause(random() * 900);
    await portal.kill();
    await portal.start();
  }
  await pause(1_000);
}
