import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { SqliteEventStore } from '#event-store';
import { placeText, verifyLog } from '#history';
import { PersonalKeys, SqliteVault, keyFile } from '#vault';
import { Archive } from './archive.js';
import { CommandFailed, WrongUse } from './command-failure.js';
import { grouped } from './terminal.js';
import { UUID, pathOf, type World } from './world.js';

interface Flags {
  readonly to: string;
  readonly secrets?: string;
  readonly erasures?: string;
  readonly json?: true;
}

export function restoreCommand(world: World): Command {
  return new Command('restore')
    .description('Makes a data folder of a backup.')
    .argument('<file>')
    .option('--secrets <file>', 'the other half of the backup; else FILE.secrets')
    .option('--erasures <file>', 'ids of people who were erased since, one a line; they are erased again')
    .requiredOption('--to <folder>', 'a folder that is empty, or not there yet')
    .action((file: string, flags: Flags) => run(world, pathOf(world, file), flags));
}

async function run(world: World, file: string, flags: Flags): Promise<void> {
  const { terminal } = world;
  const start = performance.now();
  const to = pathOf(world, flags.to);
  const secretsFile = pathOf(world, flags.secrets ?? `${file}.secrets`);
  if (!existsSync(secretsFile))
    throw new CommandFailed(
      `${secretsFile} does not exist, and without it nothing personal can be read; name it with --secrets`,
    );
  if (existsSync(to) && readdirSync(to).length > 0)
    throw new CommandFailed(`${to} is not empty; name a folder that is, or one that is not there yet`);
  const erased = flags.erasures === undefined ? [] : await idsIn(pathOf(world, flags.erasures));
  const { events, streams } = await restored(file, secretsFile, to);
  await eraseAgain(erased, to);
  const seconds = Math.round(performance.now() - start) / 1000;
  if (flags.json) {
    terminal.say(JSON.stringify({ events, streams, folder: to, seconds }));
    return;
  }
  terminal.say(
    `${grouped(events)} events in ${grouped(streams)} streams restored and verified (${seconds.toFixed(1)} s).`,
  );
  terminal.say(`Start with PORTICO_DATA=${to}`);
}

async function idsIn(path: string): Promise<string[]> {
  const ids = (await readFile(path, 'utf8'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const wrong = ids.find((id) => !UUID.test(id));
  if (wrong !== undefined) throw new WrongUse(`--erasures: "${wrong.slice(0, 60)}" in ${path} is no id of a person`);
  return ids;
}

async function eraseAgain(ids: readonly string[], to: string): Promise<void> {
  if (ids.length === 0) return;
  const vault = new SqliteVault(join(to, 'vault.db'));
  try {
    const personal = new PersonalKeys(vault, keyFile(join(to, 'keys', 'personal-data.key')));
    for (const id of ids) await personal.erase(id);
  } finally {
    await vault.close();
  }
}

async function restored(file: string, secretsFile: string, to: string) {
  const log = await Archive.open(file, 'log');
  try {
    const secrets = await Archive.open(secretsFile, 'secrets');
    try {
      if (log.head.backup !== secrets.head.backup)
        throw new CommandFailed(
          `${file} and ${secretsFile} are not of the same backup; name the right one with --secrets`,
        );
      return await extracted([secrets, log], to);
    } finally {
      await secrets.close();
    }
  } finally {
    await log.close();
  }
}

/** A folder that could not be filled is left as it was. */
async function extracted(archives: readonly Archive[], to: string) {
  const wasThere = existsSync(to);
  await mkdir(to, { recursive: true, mode: 0o700 });
  try {
    for (const archive of archives) await archive.extract(to);
    return await verified(to);
  } catch (error) {
    for (const name of readdirSync(to)) await rm(join(to, name), { recursive: true, force: true });
    if (!wasThere) await rm(to, { recursive: true, force: true });
    throw error;
  }
}

async function verified(folder: string) {
  const path = join(folder, 'log.db');
  const store = new SqliteEventStore(path);
  try {
    const verdict = await verifyLog({ store, path, keys: join(folder, 'keys') });
    if (verdict.firstBad)
      throw new CommandFailed(
        `the log in this backup was changed before it was made: ${placeText(verdict.firstBad)}; use another backup`,
      );
    return verdict;
  } finally {
    await store.close();
  }
}
