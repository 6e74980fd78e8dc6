import { existsSync, realpathSync, statSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';
import { Command, Option } from 'commander';
import type { Transactions } from '#event-sourcing';
import { exportActivities, exportLog, exportXes, type ExportPiece, type ExportScope } from '#history';
import type { Config } from '#platform';
import { CommandFailed, WrongUse } from './command-failure.js';
import { grouped } from './terminal.js';
import { UUID, configOf, mustHaveLog, pathOf, withStores, type World } from './world.js';

const FORMATS = ['jsonl', 'csv', 'xes'] as const;

interface Flags extends ExportScope {
  readonly format: (typeof FORMATS)[number];
  readonly out?: string;
  readonly json?: true;
}

export function exportCommand(world: World): Command {
  return new Command('export')
    .description(
      'Writes out the log as it is stored (jsonl), what was recorded elsewhere as a table (csv), or projects as XES (xes).',
    )
    .addOption(new Option('--format <format>').choices(FORMATS).makeOptionMandatory())
    .option('--account <id>', 'only this account')
    .option('--project <id>', 'only this project')
    .option('--out <file>', 'where to; else to stdout')
    .action((flags: Flags) => run(world, flags));
}

async function run(world: World, flags: Flags): Promise<void> {
  const { terminal } = world;
  mustBeIds(flags);
  const start = performance.now();
  const out = flags.out === undefined ? undefined : pathOf(world, flags.out);
  const events = await exported(world, flags, out);
  const seconds = Math.round(performance.now() - start) / 1000;
  if (flags.json) terminal.say(JSON.stringify({ events, seconds, out }));
  else terminal.note(`${grouped(events)} events exported (${seconds.toFixed(1)} s).`);
}

function mustBeIds(flags: Flags): void {
  for (const name of ['account', 'project'] as const) {
    if (flags[name] !== undefined && !UUID.test(flags[name])) throw new WrongUse(`--${name} ${flags[name]} is no id`);
  }
}

function exported(world: World, flags: Flags, out: string | undefined): Promise<number> {
  const config = configOf(world);
  mustHaveLog(config);
  if (out !== undefined) mustBePlace(out, config);
  return withStores(config, async ({ stores: { transactions } }) => {
    const { store } = transactions;
    const pieces = somethingOf(PIECES[flags.format](transactions, flags), flags);
    const shown = withProgress(pieces, Number(await store.head()), world);
    return out === undefined ? toStdout(shown, world) : toFile(shown, out);
  });
}

const PIECES: Readonly<
  Record<Flags['format'], (from: Transactions, scope: ExportScope) => AsyncIterable<ExportPiece>>
> = {
  jsonl: ({ store }, scope) => exportLog(store, scope),
  csv: exportActivities,
  xes: exportXes,
};

/** An export into its own data folder could take the place of the log. */
function mustBePlace(out: string, { data, secrets }: Config): void {
  if (!existsSync(out)) return;
  if (statSync(out).isDirectory()) throw new CommandFailed(`${out} is a folder; name a file`);
  // What is no file, such as a pipe, may have no place.
  const place = statSync(out).isFile() ? realpathSync(out) : out;
  if ([data, secrets].some((folder) => existsSync(folder) && place.startsWith(`${realpathSync(folder)}${sep}`)))
    throw new CommandFailed(`${out} belongs to the portal; name a file outside of its data folder`);
}

/** @throws CommandFailed at the end, when nothing was found of what was asked for */
async function* somethingOf(
  pieces: AsyncIterable<ExportPiece>,
  { account, project }: ExportScope,
): AsyncGenerator<ExportPiece> {
  let events = 0;
  for await (const piece of pieces) {
    events += piece.events;
    yield piece;
  }
  if (events === 0 && (account ?? project) !== undefined)
    throw new CommandFailed('there is nothing to export of this account or project; check the id');
}

async function* withProgress(
  pieces: AsyncIterable<ExportPiece>,
  total: number,
  { terminal }: World,
): AsyncGenerator<ExportPiece> {
  let count = 0;
  for await (const piece of pieces) {
    count += piece.events;
    terminal.progress({ label: 'Exporting', done: Number(piece.position), total, count, unit: 'events' });
    yield piece;
  }
}

async function toStdout(pieces: AsyncIterable<ExportPiece>, { terminal }: World): Promise<number> {
  let count = 0;
  for await (const { text, events } of pieces) {
    count += events;
    await terminal.write(text);
  }
  return count;
}

/** A file appears when it is whole; only its owner may read it. Devices and pipes are written to as they are. */
async function toFile(pieces: AsyncIterable<ExportPiece>, out: string): Promise<number> {
  const isThere = existsSync(out);
  if (isThere && !statSync(out).isFile()) return toOpened(pieces, await open(out, 'w'));
  const path = isThere ? realpathSync(out) : out;
  const draft = `${path}.part`;
  try {
    const count = await toOpened(pieces, await open(draft, 'w', 0o600), true);
    await rename(draft, path);
    return count;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Writes everything and closes the file. @param isSynced whether it is on disk then */
async function toOpened(pieces: AsyncIterable<ExportPiece>, file: FileHandle, isSynced = false): Promise<number> {
  let count = 0;
  try {
    for await (const { text, events } of pieces) {
      count += events;
      await file.writeFile(text);
    }
    if (isSynced) await file.sync();
  } finally {
    await file.close();
  }
  return count;
}
