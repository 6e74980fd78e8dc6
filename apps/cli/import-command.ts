import { Command, Option } from 'commander';
import { asLine } from '#contracts';
import { commandPrintOf } from '#event-sourcing';
import { Anchoring, anchorToEnd, importLog, type ImportRequest, type ImportSummary, type ImportTarget } from '#history';
import type { Keys } from '#interchange';
import { nameOfBuild, positionOfBuild, type Build } from '#read-models';
import { WrongUse, failureLine } from './command-failure.js';
import { grouped } from './terminal.js';
import { configOf, hasLog, pathOf, withStores, type Opened, type World } from './world.js';

interface Flags extends Keys {
  readonly account?: string;
  readonly accountBy?: string;
  readonly source?: string;
  readonly delimiter?: string;
  readonly timeFormat?: string;
  readonly timeZone?: string;
  readonly visibility: 'client' | 'internal';
  readonly dryRun?: true;
  readonly json?: true;
}

export function importCommand(world: World): Command {
  return new Command('import')
    .description('Makes a recorded project of each case of a log in XES or CSV, which may be packed with gzip.')
    .argument('<file>')
    .option('--account <name>', 'the account that all cases go to; else one named after the log')
    .addOption(
      new Option('--account-by <attribute>', "the attribute that names each case's account").conflicts('account'),
    )
    .option('--source <name>', "what the log is known by; else its own name, or its file's")
    .option('--case <column>', 'where the name of the case stands')
    .option('--activity <column>', 'where the activity stands')
    .option('--time <column>', 'where the time stands')
    .option('--resource <column>', 'where who did it stands')
    .option('--lifecycle <column>', 'where the lifecycle transition stands')
    .option('--delimiter <character>', 'what divides the values of a CSV file; told from the file otherwise')
    .option('--time-format <format>', 'how times are written, as in "dd.MM.yyyy HH:mm:ss" or "%d.%m.%Y %H:%M"')
    .option('--time-zone <zone>', 'where times without a zone were taken, as in Europe/London')
    .addOption(
      new Option('--visibility <who>', 'who may see the projects').choices(['client', 'internal']).default('client'),
    )
    .option('--dry-run', 'only check the file and say what would be made')
    .action((file: string, flags: Flags) => run(world, pathOf(world, file), flags));
}

async function run(world: World, file: string, flags: Flags): Promise<void> {
  const { terminal } = world;
  const config = configOf(world);
  const isDry = flags.dryRun === true;
  const closing = Promise.withResolvers<boolean>();
  let opened: Promise<unknown> | undefined;
  const open = (): Promise<ImportTarget | undefined> => {
    if (isDry && !hasLog(config)) return Promise.resolve(undefined);
    const { promise, resolve, reject } = Promise.withResolvers<ImportTarget>();
    opened = withStores(config, async (stores) => {
      resolve(targetOf(stores));
      if (await closing.promise) await anchor(stores, world);
    });
    opened.catch(reject);
    return promise;
  };
  try {
    const summary = await importLog(requestOf(file, flags), {
      open,
      now: () => new Date(),
      onProgress: ({ phase, done, total, events }) =>
        terminal.progress({ label: LABELS[phase], done, total, count: events, unit: 'events' }),
    });
    tell(world, flags, summary);
    closing.resolve(!isDry);
  } catch (error) {
    if (error instanceof RangeError) throw new WrongUse(wrongTime(flags, error));
    throw error;
  } finally {
    closing.resolve(false);
    await opened?.catch(() => undefined);
  }
}

/** Covers what came in by anchors; a portal at work does so itself. What keeps it from that is no failure of the import. */
async function anchor({ folder, stores }: Opened, { terminal }: World): Promise<void> {
  if (folder.isServed()) return;
  const { store } = stores.transactions;
  try {
    await anchorToEnd(new Anchoring({ store, keys: folder.keys, now: () => new Date() }));
  } catch (error) {
    terminal.note(`The log is not covered by anchors up to its end: ${failureLine(error)}; see portico verify`);
  }
}

/** As long as a name may be that is given in the portal. */
const LONGEST_ACCOUNT = 100;
/** As long as the name may be that a log gives itself. */
const LONGEST_SOURCE = 4096;
const LABELS = { checking: 'Checking', comparing: 'Comparing', importing: 'Importing' } as const;

function requestOf(file: string, flags: Flags): ImportRequest {
  const { account, accountBy, source, visibility, delimiter } = flags;
  mustBeUsable(flags);
  return {
    file,
    account: account?.trim(),
    accountBy,
    source,
    visibility,
    dryRun: flags.dryRun === true,
    reading: { keys: keysOf(flags), delimiter: delimiter === '\\t' ? '\t' : delimiter, times: timesOf(flags) },
  };
}

function mustBeUsable({ account, accountBy, source, delimiter }: Flags): void {
  const named = { account, 'account-by': accountBy, source, delimiter };
  const empty = Object.entries(named).find(([flag, value]) => isEmpty(flag, value));
  if (empty) throw new WrongUse(`--${empty[0]} is empty; name something`);
  if (account !== undefined && asLine(account, LONGEST_ACCOUNT) !== account.trim())
    throw new WrongUse(`--account: a name is plain text on one line, at most ${String(LONGEST_ACCOUNT)} characters`);
  mustBeSource(source);
  mustBeDelimiter(delimiter);
}

function mustBeSource(source = ''): void {
  if (source.length > LONGEST_SOURCE)
    throw new WrongUse(`--source: a name has at most ${grouped(LONGEST_SOURCE)} characters`);
}

function mustBeDelimiter(delimiter = ''): void {
  if (/["\r\n]/.test(delimiter))
    throw new WrongUse('--delimiter: a quote or the end of a line cannot divide values; name another character');
}

/** White space alone is no name, but may be a delimiter. */
function isEmpty(flag: string, value: string | undefined): boolean {
  return (flag === 'delimiter' ? value : value?.trim()) === '';
}

function timesOf({ timeFormat, timeZone }: Flags) {
  return { ...(timeFormat !== undefined && { format: timeFormat }), ...(timeZone !== undefined && { zone: timeZone }) };
}

function keysOf(flags: Flags): Keys {
  const names = ['case', 'activity', 'time', 'resource', 'lifecycle'] as const;
  return Object.fromEntries(names.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])));
}

function wrongTime({ timeFormat, timeZone }: Flags, error: RangeError): string {
  if (error.message.startsWith('there is no time zone')) return `--time-zone: ${error.message}; one is Europe/London`;
  return timeFormat === undefined
    ? `--time-zone ${timeZone ?? ''}: ${error.message}`
    : `--time-format ${timeFormat}: ${error.message}`;
}

function targetOf({ folder, stores }: Opened): ImportTarget {
  const key = folder.key('command-print');
  return {
    transactions: stores.transactions,
    isServed: () => folder.isServed(),
    viewPositions: async () => viewPositions(folder.views, await stores.readModels.builds()),
    print: (body) => commandPrintOf(key, body),
  };
}

function viewPositions(folder: string, builds: readonly Build[]): Map<string, bigint> {
  const positions = new Map<string, bigint>();
  for (const build of builds) {
    const position = positionOfBuild(folder, build);
    if (position !== undefined) positions.set(nameOfBuild(build), position);
  }
  return positions;
}

function tell({ terminal }: World, { json, dryRun, accountBy }: Flags, summary: ImportSummary): void {
  const { unnamed, ...counts } = summary;
  const { cases, events, activities, resources, accounts, added, skipped, seconds, outside = 0 } = counts;
  if (outside > 0) terminal.note(`${grouped(outside)} events belong to no case and were left out.`);
  if (unnamed !== undefined)
    terminal.note(
      `${grouped(unnamed)} of ${grouped(cases)} cases do not say "${accountBy ?? ''}"; they go to the account named after the log.`,
    );
  if (json) return terminal.say(JSON.stringify(counts));
  terminal.say(`Cases       ${grouped(cases)}`);
  terminal.say(`Events      ${grouped(events)}`);
  terminal.say(`Activities  ${grouped(activities)}`);
  terminal.say(`Resources   ${grouped(resources)}`);
  terminal.say(`Accounts    ${grouped(accounts)}`);
  terminal.say(
    `Added       ${grouped(added)}${dryRun ? ' (only checked; without --dry-run the others are added)' : ''}`,
  );
  terminal.say(`Skipped     ${grouped(skipped)}${skipped > 0 ? ' (were there already)' : ''}`);
  terminal.say(`Seconds     ${seconds.toFixed(1)}`);
}
