import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DemoPortal } from './demo-portal.js';
import { Session } from './session.js';

const CLI = fileURLToPath(new URL('../apps/cli/main.js', import.meta.url));
const YEAR = Date.UTC(2025, 0, 1);

/**
 * The demo among so many accounts of other clients, each with a recorded project, as `portico import` makes them; with
 * every view up to date.
 *
 * @param folder an empty one; its data lie there in `data`
 */
export async function portalAmong(accounts: number, folder: string): Promise<DemoPortal> {
  // The demo is told first, as whoever it welcomes was there before.
  await (await DemoPortal.start(folder)).stop();
  const file = join(folder, 'cases.csv');
  await pipeline(Readable.from(lines(accounts)), createWriteStream(file));
  const env = { PORTICO_DATA: join(folder, 'data') };
  await promisify(execFile)(process.execPath, [CLI, 'import', file, '--account-by', 'account'], { env });
  const portal = await DemoPortal.start(folder);
  await untilShown(portal, headOf(join(folder, 'data', 'log.db')));
  return portal;
}

function* lines(accounts: number): Generator<string> {
  yield 'case,activity,time,account\n';
  for (let number = 0; number < accounts; number += 1) {
    const at = new Date(YEAR + number * 60_000).toISOString();
    yield `order ${number},Order taken,${at},Client ${number}\n`;
  }
}

function headOf(log: string): string {
  const database = new DatabaseSync(log, { readOnly: true });
  const head = database.prepare('SELECT max(position) AS head FROM events').get()?.['head'];
  database.close();
  return String(head);
}

/** Waits until the views that lists of projects are made from have passed the position. */
async function untilShown(portal: DemoPortal, position: string): Promise<void> {
  const session = await welcomed(portal);
  while (await session.isStale('/projects?limit=1', position));
}

/** A portal takes no commands, and a sign-in is one, while its views are far behind. */
async function welcomed(portal: DemoPortal): Promise<Session> {
  for (;;) {
    try {
      return await Session.of(portal, 'admin');
    } catch (error) {
      if (!String(error).includes('too-busy')) throw error;
      await sleep(1_000);
    }
  }
}
