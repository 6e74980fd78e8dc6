import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store';
import { ANCHORS, placeText, verifyLog } from '#history';
import { openDataFolder, type Config, type DataFolder } from '#platform';
import { PersonalKeys, SqliteVault } from '#vault';
import { failureLine } from './command-failure.js';
import { grouped } from './terminal.js';
import { LOG_CACHE, hasLog, mustBeWhole } from './world.js';

export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What is so, or what to do. */
  readonly detail: string;
}

/** Free room below which a portal should not run, in bytes. */
const LITTLE = 500 * 2 ** 20;
const OTHERS = 0o077;

/** Looks at a portal's settings and data folder; makes nothing. */
export async function* examine(configOf: () => Config): AsyncGenerator<Finding> {
  yield finding('program', () => `Node ${process.versions.node}`);
  let config: Config | undefined;
  yield finding('settings', () => {
    config = configOf();
    return `${config.url}, data in ${config.data}`;
  });
  if (!config) return;
  yield finding('mail', () =>
    config?.mailUrl ? 'sent by SMTP, and kept as files' : 'kept as files only; PORTICO_MAIL_URL sends it',
  );
  if (!existsSync(config.data)) {
    yield { name: 'data', ok: true, detail: `${config.data} is not there yet; npm start makes it` };
    return;
  }
  yield* examineFolder(config);
}

async function* examineFolder(config: Config): AsyncGenerator<Finding> {
  let folder: DataFolder | undefined;
  yield await findingOf('data', async () => {
    accessSync(config.data, constants.R_OK | constants.W_OK);
    folder = await openDataFolder(config, { portal: false });
    return folder.isServed() ? 'a portal is at work' : 'no portal is at work';
  });
  if (!folder) return;
  try {
    yield finding('room', () => roomIn(config.data));
    yield finding('secrets', () => secretsOf(config, folder));
    const { log, keys } = folder;
    if (!hasLog(config)) {
      yield finding('log', () => nothingYet(log, keys));
      return;
    }
    yield await findingOf('log', () => stateOfLog(log, keys));
    yield await findingOf('keys', () => stateOfKeys(folder, config));
  } finally {
    folder.close();
  }
}

function finding(name: string, look: () => string): Finding {
  try {
    return { name, ok: true, detail: look() };
  } catch (error) {
    return { name, ok: false, detail: failureLine(error) };
  }
}

async function findingOf(name: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return { name, ok: false, detail: failureLine(error) };
  }
}

function roomIn(path: string): string {
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  const text = `${grouped(Math.floor(free / 2 ** 20))} MB are free`;
  if (free < LITTLE) throw new Error(`only ${text} below ${path}; make room`);
  return text;
}

function secretsOf({ secrets }: Config, folder: DataFolder | undefined): string {
  const files = readdirSync(secrets).map((name) => join(secrets, name));
  const all = folder && existsSync(folder.vault) ? [...files, folder.vault] : files;
  const open = all.find((path) => (statSync(path).mode & OTHERS) !== 0);
  if (open !== undefined) throw new Error(`others may read ${open}; run chmod 600 ${open}`);
  return 'only their owner may read them';
}

/** Anchors are made of a log only. */
function nothingYet(log: string, keys: string): string {
  if (existsSync(join(keys, ANCHORS)))
    throw new Error(`${log} is missing, and ${ANCHORS} tells of what was in it; restore a backup`);
  return 'nothing happened yet';
}

async function stateOfLog(path: string, keys: string): Promise<string> {
  const store = new SqliteEventStore(path, { readOnly: true, cache: LOG_CACHE });
  try {
    const { events, streams, anchors, firstBad } = await verifyLog({ store, path, keys });
    if (firstBad) throw new Error(`the log was changed: ${placeText(firstBad)}; restore a backup and compare`);
    return `${grouped(events)} events in ${grouped(streams)} streams follow from each other; ${grouped(anchors)} anchors agree`;
  } finally {
    await store.close();
  }
}

/** Keys lie in the Vault under a key of another folder: one without the other opens nothing. */
async function stateOfKeys(folder: DataFolder | undefined, config: Config): Promise<string> {
  mustBeWhole(config);
  if (!folder) return 'nobody is known yet';
  const vault = new SqliteVault(folder.vault);
  try {
    const [first] = await vault.records<{ key: string | null }>('personalKeys').list({ limit: 1 });
    if (first) await new PersonalKeys(vault, folder.key('personal-data')).prepare([first.id]);
    return first ? 'Vault and keys belong together' : 'nobody is known yet';
  } finally {
    await vault.close();
  }
}
