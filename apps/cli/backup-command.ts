import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { SqliteEventStore, copyLog } from '#event-store';
import { ANCHORS, copyAnchors } from '#history';
import { openDataFolder, type DataFolder } from '#platform';
import { copyVault } from '#vault';
import { writeArchive, type Source } from './archive.js';
import { CommandFailed } from './command-failure.js';
import { configOf, mustBeWhole, mustHaveLog, pathOf, type World } from './world.js';

export function backupCommand(world: World): Command {
  return new Command('backup')
    .description('Copies the log into a file, also while the portal runs, and what opens it into FILE.secrets.')
    .argument('<file>')
    .action((file: string, flags: { readonly json?: true }) => run(world, pathOf(world, file), flags.json === true));
}

async function run(world: World, file: string, json: boolean): Promise<void> {
  const { terminal } = world;
  const secrets = `${file}.secrets`;
  for (const path of [file, secrets])
    if (existsSync(path))
      throw new CommandFailed(`${path} exists already; name another file, so that no backup is lost`);
  const config = configOf(world);
  mustHaveLog(config);
  mustBeWhole(config);
  const start = performance.now();
  const folder = await openDataFolder(config, { portal: false });
  // Beside the backup, so that what is copied fits where the backup must fit.
  const draft = await mkdtemp(join(dirname(file), '.portico-backup-'));
  try {
    await writeBoth(folder, draft, new Date().toISOString());
    // The secrets first: a backup that has its name is whole.
    await rename(join(draft, 'secrets'), secrets);
    await rename(join(draft, 'log'), file);
  } finally {
    await rm(draft, { recursive: true, force: true });
    folder.close();
  }
  const [bytes, seconds] = [(await stat(file)).size, Math.round(performance.now() - start) / 1000];
  if (json) {
    terminal.say(JSON.stringify({ file, secrets, bytes, seconds }));
    return;
  }
  terminal.say(`Log      ${file}`);
  terminal.say(`Secrets  ${secrets} (opens everything personal in it: keep it apart)`);
}

/** The log before the Vault: what is sealed in the one then has its keys in the other. */
async function writeBoth(folder: DataFolder, draft: string, at: string): Promise<void> {
  const head = { portico: 'backup', format: 1, backup: randomUUID(), at } as const;
  const [log, vault] = [join(draft, 'log.db'), join(draft, 'vault.db')];
  copyLog(folder.log, log);
  copyVault(folder.vault, vault);
  await writeArchive(join(draft, 'log'), { ...head, part: 'log' }, [
    { path: 'format.json', from: join(folder.path, 'format.json') },
    { path: 'log.db', from: log },
  ]);
  await writeArchive(join(draft, 'secrets'), { ...head, part: 'secrets' }, [
    { path: 'vault.db', from: vault },
    ...filesIn(folder.keys, 'keys', '.key'),
    ...filesIn(folder.keys, 'keys', '.pub'),
    ...(await anchorsFor(folder, draft)),
    ...filesIn(folder.mail, 'mail', '.eml'),
  ]);
}

/** The portal may have made anchors since the log was copied; they cover events that the copy does not hold. */
async function anchorsFor({ keys }: DataFolder, draft: string): Promise<Source[]> {
  if (!existsSync(join(keys, ANCHORS))) return [];
  const log = new SqliteEventStore(join(draft, 'log.db'), { readOnly: true });
  const from = join(draft, ANCHORS);
  try {
    copyAnchors(keys, await log.head(), from);
  } finally {
    await log.close();
  }
  return [{ path: `keys/${ANCHORS}`, from }];
}

function filesIn(folder: string, name: string, extension: string): Source[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => ({ path: `${name}/${file}`, from: join(folder, file) }));
}
