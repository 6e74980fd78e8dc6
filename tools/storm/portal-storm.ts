import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { made } from './built.ts';
import { caughtUp } from './catch-up.ts';
import { checkFolder } from './check-folder.ts';
import { KilledCommands } from './killed-commands.ts';
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

const FREE_WITHIN_MS = 60_000;

/**
 * A portal under load is killed at random moments, again and again, while clients send each command with the same key
 * until it is answered; and beside it an import, rebuilds of a view with their switches, and backups, killed like it.
 */
export async function portalStorm(folder: string, random: Random, options: PortalStormOptions): Promise<Stormed> {
  const data = join(folder, 'data');
  const portal = await PortalProcess.onFreePort(data);
  await portal.start();
  try {
    const client = new PortalClient(portal.url);
    const principal = await setUp(portal, client);
    const workload = new Workload(client);
    await workload.prepare(3, 12);
    const running = workload.run(options.senders);
    const beside = new KilledCommands(folder, random);
    await harass(portal, beside, random, options.kills);
    workload.stop();
    await running;
    const faults = await beside.finish();
    await caughtUp(portal.url);
    await portal.stop();
    const { settled } = workload;
    const retried = settled.filter(({ answer }) => answer.status < 400 && answer.tries > 1);
    console.log(`${String(settled.length)} commands, ${String(retried.length)} acknowledged after a retry`);
    if (retried.length < options.kills / 2) faults.push('Hardly any command met a kill.');
    if (beside.kills < options.kills / 4) faults.push('Hardly any command of the shell was killed.');
    faults.push(...(await checkFolder(data, made, { settled, principal })), ...(await beside.restored()));
    return { kills: options.kills + beside.kills, faults };
  } finally {
    await portal.kill();
  }
}

/** Lets the portal serve for up to 0.9 s after each start, so that kills hit starting, catching up, and serving alike. */
async function harass(portal: PortalProcess, beside: KilledCommands, random: Random, kills: number): Promise<void> {
  let isOver = false;
  const commands = beside.run(() => isOver);
  for (let kill = 1; kill <= kills; kill += 1) {
    await pause(random() * 900);
    await portal.kill();
    await startWhenFree(portal);
  }
  isOver = true;
  await commands;
}

/** A replay at the shell that met no portal serves the folder itself, until it is done or killed. */
async function startWhenFree(portal: PortalProcess): Promise<void> {
  const until = performance.now() + FREE_WITHIN_MS;
  for (;;) {
    try {
      await portal.start();
      return;
    } catch (error) {
      if (performance.now() > until || !String(error).includes('already serves')) throw error;
    }
  }
}
