import { join } from 'node:path';
import { made } from './built.ts';
import { checkFolder } from './check-folder.ts';
import { dyingAt } from './dying.ts';
import type { Act } from './every-write.ts';
import type { Answer, PortalClient } from './portal-client.ts';
import { withPortal } from './portal-inside.ts';
import { PortalProcess } from './portal-process.ts';
import { portico } from './portico.ts';
import type { Settled } from './workload.ts';

/** A command with the key that it is sent with, however often. */
export interface Keyed extends Omit<Settled, 'answer'> {
  readonly path: string;
  readonly body: object;
}

/**
 * A portal that is killed anywhere between its start and its end, with a few commands in between, has done what it
 * acknowledged; and when the same is sent again, everything is done once.
 *
 */
export function commandsAct(admin: PortalClient, principal: string, commands: readonly Keyed[]): Act {
  return {
    name: 'commands',
    dieAt: async (write, folder) => {
      const portal = await PortalProcess.onFreePort(join(folder, 'data'));
      const isReady = await portal.start(dyingAt(write)).then(
        () => true,
        () => false,
      );
      if (isReady) await sendOnce(admin.of(portal.url), commands);
      await portal.stop();
      const { code, signal, errors } = await portal.ended();
      if (signal !== 'SIGKILL' && code !== 0) throw new Error(errors);
      return signal === 'SIGKILL';
    },
    finish: async (folder) => {
      const data = join(folder, 'data');
      const settled = await withPortal(data, (url) => sendAll(admin.of(url), commands));
      const verdict = await portico(data, 'verify');
      return [
        ...(verdict.result['valid'] === true ? [] : [`The log is not valid: ${verdict.errors}`]),
        ...settled.flatMap(({ operation, answer }) =>
          answer.status < 400 ? [] : [`${operation} was refused: ${JSON.stringify(answer.body)}`],
        ),
        ...(await checkFolder(data, made, { settled, principal })),
      ];
    },
  };
}

async function sendOnce(client: PortalClient, commands: readonly Keyed[]): Promise<void> {
  for (const { path, body, key } of commands) await client.postOnce(path, body, { key }).catch(() => undefined);
}

async function sendAll(client: PortalClient, commands: readonly Keyed[]): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const { path, body, ...command } of commands) {
    const answer: Answer = await client.post(path, body, { key: command.key });
    settled.push({ ...command, answer });
  }
  return settled;
}
