import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { SqliteEventStore } from '#event-store';
import { placeText, verifyLog } from '#history';
import { UNFINISHED_RESTORE } from '#platform';
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
  if (existsSync(to) && readdirSync(to).length > 0 && !existsSync(join(to, UNFINISHED_RESTORE)))
    throw new CommandFailed(`${to} is not empty; name a folder that is, or one that is not there yet`);
  const erased = flags.erasures === undefined ? [] : await idsIn(pathOf(world, flags.erasures));
  const { events, streams } = await restored(file, secretsFile, to, erased);
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

async function restored(file: string, secretsFile: string, to: string, erased: readonly string[]) {
  const log = await Archive.open(file, 'log');
  try {
    const secrets = await Archive.open(secretsFile, 'secrets');
    try {
      if (log.head.backup !== secrets.head.backup)
        throw new CommandFailed(
          `${file} and ${secretsFile} are not of the same backup; name the right one with --secrets`,
        );
      return await filled(to, async () => {
        for (const archive of [secrets, log]) await archive.extract(to);
        const verdict = await verified(to);
        await eraseAgain(erased, to);
        return verdict;
      });
    } finally {
      await secrets.close();
    }
  } finally {
    await log.close();
  }
}

/**
 * Fills a folder, or leaves it as it was. Until it is whole a file in it says so, and nobody opens it: half a restore,
 * or one in which those who were erased are there again, must not be served.
 */
async function filled<Result>(to: string, fill: () => Promise<Result>): Promise<Result> {
  const wasThere = existsSync(to);
  await mkdir(to, { recursive: true, mode: 0o700 });
  const mark = join(to, UNFINISHED_RESTORE);
  await writeFile(mark, '', { mode: 0o600, flush: true });
  try {
    await emptied(to);
    const result = await fill();
    await rm(mark);
    return result;
  } catch (error) {
    await emptied(to);
    await rm(mark, { force: true });
    if (!wasThere) await rm(to, { recursive: true, force: true });
    throw error;
  }
}

/** Takes everything away but the mark. */
async function emptied(folder: string): Promise<void> {
  for (const name of readdirSync(folder))
    if (name !== UNFINISHED_RESTORE) await rm(join(folder, name), { recursive: true, force: true });
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
