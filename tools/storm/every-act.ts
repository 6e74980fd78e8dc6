import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupAct } from './backup-act.ts';
import { commandsAct, type Keyed } from './commands-act.ts';
import { everyWrite, type Act } from './every-write.ts';
import { importAct } from './import-act.ts';
import { PortalClient } from './portal-client.ts';
import { PortalProcess } from './portal-process.ts';
import { withPortal } from './portal-inside.ts';
import { portico } from './portico.ts';
import { replayAct } from './replay-act.ts';
import { restoreAct } from './restore-act.ts';
import { setUp } from './set-up.ts';
import type { Stormed } from './storm.ts';

/** Cases and events of each in the log that is imported. */
const [CASES, EVENTS] = [4, 3];

/** Storms that kill an act at each of its writes, by the name of the act. All start from the same business, made once in `shared`. */
export function everyAct(shared: string): Record<string, (folder: string) => Promise<Stormed>> {
  let prepared: Promise<Prepared> | undefined;
  const storm = (from: keyof Bases, make: (prepared: Prepared) => Act) => async (folder: string) => {
    prepared ??= prepare(shared);
    const act = make(await prepared);
    const stormed = await everyWrite(act, await (await prepared).bases[from](), folder);
    return stormed.kills > 5 ? stormed : { ...stormed, faults: [...stormed.faults, 'It hardly wrote anything.'] };
  };
  return {
    import: storm('empty', ({ log }) => importAct({ file: log, events: CASES * EVENTS })),
    backup: storm('business', backupAct),
    restore: storm('backedUp', restoreAct),
    commands: storm('business', ({ admin, principal, commands }) => commandsAct(admin, principal, commands)),
    switch: storm('business', () => replayAct('timeline', 'switch')),
    back: storm('switched', () => replayAct('timeline', 'back')),
    drop: storm('switched', () => replayAct('timeline', 'drop')),
  };
}

interface Prepared {
  readonly admin: PortalClient;
  readonly principal: string;
  readonly commands: readonly Keyed[];
  /** A file to import. */
  readonly log: string;
  readonly bases: Bases;
}

/** Folders that acts start from, made when they are first asked for. */
interface Bases {
  readonly empty: () => Promise<string>;
  readonly business: () => Promise<string>;
  readonly backedUp: () => Promise<string>;
  readonly switched: () => Promise<string>;
}

/** A business with an account, a project and some imported cases, and commands that nobody has sent yet. */
async function prepare(shared: string): Promise<Prepared> {
  const log = logFile(shared);
  const business = join(shared, 'business');
  const data = join(business, 'data');
  const portal = await PortalProcess.onFreePort(data);
  await portal.start();
  const admin = new PortalClient(portal.url);
  try {
    const principal = await setUp(portal, admin);
    const account = String((await admin.post('/accounts', { name: 'Acme' })).body.id);
    const body = { name: 'New website', template: 'website-project' };
    const project = String((await admin.post(`/accounts/${account}/projects`, body)).body.id);
    await portal.stop();
    mustDo(await portico(data, 'import', log));
    await withPortal(data, () => Promise.resolve());
    return { admin, principal, commands: commandsFor(account, project), log, bases: basesIn(shared, business) };
  } finally {
    await portal.kill();
  }
}

function basesIn(shared: string, business: string): Bases {
  const after =
    (name: string, ...words: string[]) =>
    async (): Promise<string> => {
      const folder = join(shared, name);
      if (existsSync(folder)) return folder;
      cpSync(business, folder, { recursive: true });
      mustDo(await portico(join(folder, 'data'), ...words));
      return folder;
    };
  const empty = join(shared, 'empty');
  mkdirSync(empty);
  return {
    empty: () => Promise.resolve(empty),
    business: () => Promise.resolve(business),
    backedUp: after('backed-up', 'backup', join(shared, 'backed-up', 'one')),
    switched: after('switched', 'replay', 'timeline', '--switch'),
  };
}

function commandsFor(account: string, project: string): Keyed[] {
  const member = { name: 'Dana Okafor', email: 'dana@acme.example', role: 'owner' };
  const started = { name: 'Second website', template: 'website-project' };
  const [accountPath, projectPath] = [`/accounts/${account}`, `/projects/${project}`];
  const each = { account, key: '' };
  return [
    { ...each, operation: 'inviteMember', target: account, path: `${accountPath}/members`, body: member },
    { ...each, operation: 'startProject', target: account, path: `${accountPath}/projects`, body: started },
    { ...each, operation: 'publishNote', target: project, path: `${projectPath}/notes`, body: { body: 'Welcome' } },
  ].map((command) => ({ ...command, key: randomUUID() }));
}

function logFile(folder: string): string {
  const file = join(folder, 'orders.csv');
  const lines = Array.from({ length: CASES * EVENTS }, (_, index) => {
    const [number, step] = [Math.floor(index / EVENTS), index % EVENTS];
    return `${String(number)},step ${String(step)},2024-01-0${String(step + 1)}T10:00:00Z,${number % 2 ? 'Pete' : 'Sue'}`;
  });
  writeFileSync(file, ['case,activity,time,resource', ...lines, ''].join('\n'));
  return file;
}

function mustDo({ code, errors }: { readonly code: number; readonly errors: string }): void {
  if (code !== 0) throw new Error(errors);
}
