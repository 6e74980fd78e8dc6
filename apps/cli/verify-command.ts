import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { StreamName } from '#event-sourcing';
import { SqliteEventStore, verifyStream, type Broken } from '#event-store';
import { placeText, verifyLog, type LogVerdict } from '#history';
import { openDataFolder, type DataFolder } from '#platform';
import { CommandFailed, WrongUse } from './command-failure.js';
import { grouped } from './terminal.js';
import { LOG_CACHE, configOf, mustHaveLog, pathOf, type World } from './world.js';

interface Flags {
  readonly stream?: string;
  readonly anchors?: string;
  readonly json?: true;
}

type Shown = Pick<LogVerdict, 'events' | 'streams' | 'anchors' | 'lastAnchor' | 'firstBad'>;

export function verifyCommand(world: World): Command {
  return new Command('verify')
    .description('Checks the chain of hashes of every stream, and the signed anchors over the whole log.')
    .option('--stream <name>', 'only this one, as in project-9b2d…')
    .option('--anchors <file>', 'a copy of anchors.jsonl that was kept elsewhere, instead of the one beside the keys')
    .action((flags: Flags) => run(world, flags));
}

async function run(world: World, flags: Flags): Promise<void> {
  const { terminal } = world;
  mustBeUsable(world, flags);
  const config = configOf(world);
  mustHaveLog(config);
  const folder = await openDataFolder(config, { portal: false });
  const store = new SqliteEventStore(folder.log, { readOnly: true, cache: LOG_CACHE });
  const start = performance.now();
  try {
    const verdict = await verdictOf(store, folder, { world, flags });
    const seconds = Math.round(performance.now() - start) / 1000;
    if (flags.json) terminal.say(JSON.stringify(resultOf(verdict, seconds)));
    else
      for (const line of linesOf(verdict, seconds, flags.stream === undefined ? folder.keys : undefined))
        terminal.say(line);
    if (verdict.firstBad)
      throw new CommandFailed(`the log was changed: ${placeText(verdict.firstBad)}; restore a backup and compare`);
  } finally {
    await store.close();
    folder.close();
  }
}

function mustBeUsable(world: World, { stream, anchors }: Flags): void {
  if (stream !== undefined && !/^[a-z]+-.+$/.test(stream))
    throw new WrongUse(`--stream ${stream} is no stream's name; one looks like project-9b2d…`);
  if (anchors === undefined) return;
  if (stream !== undefined) throw new WrongUse('--anchors covers the whole log; leave --stream out');
  if (!existsSync(pathOf(world, anchors))) throw new CommandFailed(`${anchors} does not exist; check the path`);
}

async function verdictOf(
  store: SqliteEventStore,
  folder: DataFolder,
  { world, flags: { stream, anchors } }: { readonly world: World; readonly flags: Flags },
): Promise<Shown> {
  if (stream !== undefined) {
    const { events, firstBad } = await verifyStream(store, stream as StreamName);
    if (events === 0 && !firstBad) throw new CommandFailed(`there is no stream ${stream}`);
    return { events, streams: 1, anchors: 0, lastAnchor: undefined, firstBad };
  }
  const total = Number(await store.head());
  const copy = anchors === undefined ? undefined : pathOf(world, anchors);
  return verifyLog({ store, path: folder.log, keys: folder.keys, anchors: copy }, (done) =>
    world.terminal.progress({ label: 'Verifying', done, total, count: done, unit: 'events' }),
  );
}

function resultOf({ events, streams, anchors, firstBad }: Shown, seconds: number) {
  return {
    events,
    streams,
    anchors,
    valid: firstBad === undefined,
    seconds,
    firstBad: firstBad ? shown(firstBad) : null,
  };
}

function shown({ position, ...place }: Broken) {
  return { ...place, position: position === null ? null : String(position) };
}

/** @param keys the folder that should hold anchors; absent where only a stream was checked */
function linesOf(
  { events, streams, anchors, lastAnchor, firstBad }: Shown,
  seconds: number,
  keys: string | undefined,
): string[] {
  if (firstBad) return [`${grouped(events)} events were checked up to the first that is wrong.`];
  const chains = `${grouped(events)} events in ${grouped(streams)} streams follow from each other (${seconds.toFixed(1)} s).`;
  if (!lastAnchor && keys !== undefined && events > 0)
    return [chains, `No signed anchors lie in ${keys}: what was cut off the end of the log would not show.`];
  if (!lastAnchor) return [chains];
  const rest = events - lastAnchor.events;
  return [
    chains,
    `${grouped(anchors)} signed anchors agree; the last, of ${lastAnchor.at}, covers position ${lastAnchor.position}.`,
    ...(rest > 0 ? [`The ${grouped(rest)} events behind it are not covered yet.`] : []),
  ];
}
