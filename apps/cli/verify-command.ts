import { Command } from 'commander';
import type { StreamName } from '#event-sourcing';
import { SqliteEventStore, verifyChain, verifyStream, type Broken } from '#event-store';
import { openDataFolder } from '#platform';
import { CommandFailed, WrongUse } from './command-failure.js';
import { grouped } from './terminal.js';
import { LOG_CACHE, configOf, mustHaveLog, type World } from './world.js';

interface Flags {
  readonly stream?: string;
  readonly json?: true;
}

export function verifyCommand(world: World): Command {
  return new Command('verify')
    .description('Checks the chain of hashes of every stream, over what is stored.')
    .option('--stream <name>', 'only this one, as in project-9b2d…')
    .action((flags: Flags) => run(world, flags));
}

async function run(world: World, flags: Flags): Promise<void> {
  const { terminal } = world;
  if (flags.stream !== undefined && !/^[a-z]+-.+$/.test(flags.stream))
    throw new WrongUse(`--stream ${flags.stream} is no stream's name; one looks like project-9b2d…`);
  const config = configOf(world);
  mustHaveLog(config);
  const folder = await openDataFolder(config, { portal: false });
  const store = new SqliteEventStore(folder.log, { readOnly: true, cache: LOG_CACHE });
  const start = performance.now();
  try {
    const { events, streams, firstBad } = await verdictOf(store, world, flags.stream as StreamName | undefined);
    const seconds = Math.round(performance.now() - start) / 1000;
    const valid = firstBad === undefined;
    const bad = firstBad ? { ...firstBad, position: String(firstBad.position) } : null;
    // No anchors are kept yet: a cut tail or a missing stream cannot be told from the chains alone.
    const verdict = { events, streams, anchors: 0, valid, seconds, firstBad: bad };
    if (flags.json) terminal.say(JSON.stringify(verdict));
    else
      terminal.say(
        `${grouped(events)} events in ${grouped(streams)} streams follow from each other (${seconds.toFixed(1)} s).`,
      );
    if (firstBad) throw new CommandFailed(brokenLine(firstBad));
  } finally {
    await store.close();
    folder.close();
  }
}

async function verdictOf(store: SqliteEventStore, { terminal }: World, stream: StreamName | undefined) {
  if (stream !== undefined) {
    const { events, firstBad } = await verifyStream(store, stream);
    if (events === 0 && !firstBad) throw new CommandFailed(`there is no stream ${stream}`);
    return { events, streams: 1, firstBad };
  }
  const total = Number(await store.head());
  return verifyChain(store, (done) =>
    terminal.progress({ label: 'Verifying', done, total, count: done, unit: 'events' }),
  );
}

function brokenLine({ stream, revision, position, reason }: Broken): string {
  return `the log was changed: ${stream} at revision ${revision} (position ${position}): ${reason}; restore a backup and compare`;
}
