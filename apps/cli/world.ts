import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDataFolder, openStores, readConfig, type Config, type DataFolder, type Stores } from '#platform';
import { events } from '#program';
import { CommandFailed } from './command-failure.js';
import type { Terminal } from './terminal.js';

export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What surrounds a command. */
export interface World {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly caller: string;
}

export function pathOf({ caller }: World, path: string): string {
  return resolve(caller, path);
}

/** The portal's settings, found as the portal finds them. */
export function configOf({ environment }: World): Config {
  return readConfig(environment, process.cwd());
}

/** Megabytes: a command goes through the log once, from one end to the other. */
export const LOG_CACHE = 8;

export interface Opened {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly stores: Stores;
}

/** Opens the data folder, beside a portal that may be at work in it, for as long as `work` takes. */
export async function withStores<Result>(config: Config, work: (opened: Opened) => Promise<Result>): Promise<Result> {
  mustBeFolder(config);
  mustBeWhole(config);
  const folder = await openDataFolder(config, { portal: false });
  try {
    const stores = openStores(folder, events, { logCache: LOG_CACHE });
    try {
      return await work({ config, folder, stores });
    } finally {
      await stores.close();
    }
  } finally {
    folder.close();
  }
}

/** @throws CommandFailed where no portal has kept anything yet */
export function mustHaveLog({ data }: Config): void {
  if (hasLog({ data })) return;
  mustBeFolder({ data });
  throw new CommandFailed(`there is no log in ${data}; start Portico once, or set PORTICO_DATA to its data folder`);
}

/** @throws CommandFailed where something else than a folder is there, the system's error where nobody may look into it */
function mustBeFolder({ data }: Pick<Config, 'data'>): void {
  if (!existsSync(data)) return;
  if (!statSync(data).isDirectory())
    throw new CommandFailed(`${data} is no folder; set PORTICO_DATA to the data folder, or to where it is to be made`);
  readdirSync(data);
}

/** Whatever opens a folder makes what it lacks, and new keys open nothing. @throws CommandFailed where a log has lost its keys */
export function mustBeWhole({ data, secrets }: Pick<Config, 'data' | 'secrets'>): void {
  if (!hasLog({ data })) return;
  const lost = [join(data, 'vault.db'), join(secrets, 'personal-data.key')].find((path) => !existsSync(path));
  if (lost !== undefined)
    throw new CommandFailed(
      `${lost} is missing, and without it nothing personal can be read; set PORTICO_SECRETS to the folder of keys, or restore a backup`,
    );
}

export function hasLog({ data }: Pick<Config, 'data'>): boolean {
  return existsSync(join(data, 'log.db'));
}
