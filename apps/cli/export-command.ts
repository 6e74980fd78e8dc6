import { open, rename, rm } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { Transactions } from '#event-sourcing';
import { exportActivities, exportLog, exportXes, type ExportPiece, type ExportScope } from '#history';
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
  if (events === 0 && (flags.account ?? flags.project) !== undefined)
    throw new CommandFailed('there is nothing to export of this account or project; check the id');
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
  return withStores(config, async ({ stores: { transactions } }) => {
    const { store } = transactions;
    const shown = withProgress(PIECES[flags.format](transactions, flags), Number(await store.head()), world);
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

/** The file appears when it is whole; only its owner may read it. */
async function toFile(pieces: AsyncIterable<ExportPiece>, path: string): Promise<number> {
  const draft = `${path}.part`;
  const file = await open(draft, 'w', 0o600);
  let count = 0;
  try {
    for await (const { text, events } of pieces) {
      count += events;
      await file.write(text);
    }
    await file.sync();
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await file.close();
    await rm(draft, { force: true });
    throw error;
  }
  return count;
}
