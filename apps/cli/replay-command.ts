import { Command, Option } from 'commander';
import { projections } from '#program';
import { idOfBuild, viewDecisions, type BuildRef, type Source, type View } from '#replay';
import { CommandFailed, WrongUse } from './command-failure.js';
import { replaying, type Replaying } from './replaying.js';
import { grouped } from './terminal.js';
import { configOf, mustHaveLog, type World } from './world.js';

interface Flags {
  readonly all?: true;
  readonly compare?: true;
  readonly switch?: true;
  readonly accept?: true;
  readonly back?: true;
  readonly drop?: true;
  readonly json?: true;
}

/** What was done to a view; null is what nobody asked for. */
interface Replayed {
  readonly name: string;
  readonly version: number;
  readonly events: number | null;
  readonly documents: number | null;
  readonly seconds: number | null;
  readonly equal: boolean | null;
}

export function replayCommand(world: World): Command {
  return new Command('replay')
    .description('Rebuilds views from all of history beside those that serve, compares them and switches.')
    .argument('[view...]', 'names of views, such as timeline')
    .option('--all', 'every view')
    .option('--compare', 'compare what was built with what serves')
    .option('--switch', 'compare, and let the new build serve if nothing differs')
    .option('--accept', 'with --switch: also if something differs')
    .addOption(
      new Option('--back', 'let serve again what served before').conflicts(['compare', 'switch', 'accept', 'drop']),
    )
    .addOption(new Option('--drop', 'drop what was built beside').conflicts(['compare', 'switch', 'accept', 'back']))
    .action((views: string[], flags: Flags) => run(world, views, flags));
}

async function run(world: World, named: readonly string[], flags: Flags): Promise<void> {
  if (flags.accept && !flags.switch) throw new WrongUse('--accept goes with --switch');
  const views = viewsOf(named, flags);
  const config = configOf(world);
  mustHaveLog(config);
  const done: Replayed[] = [];
  await replaying({ config, views, terminal: world.terminal }, async (replay) => {
    for (const source of replay.sources.all) done.push(await replayed(replay, source, flags));
  });
  tell(world, flags, done);
}

function viewsOf(named: readonly string[], { all }: Flags): ReadonlySet<string> {
  if (all ? named.length > 0 : named.length === 0) throw new WrongUse('name views, or say --all');
  const known = new Set(projections.map(({ name }) => name));
  const unknown = named.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new WrongUse(`there is no view ${unknown}; there are ${[...known].sort().join(', ')}`);
  return all ? known : new Set(named);
}

function replayed(replay: Replaying, source: Source, flags: Flags): Promise<Replayed> {
  if (flags.back) return back(replay, source);
  return flags.drop ? drop(replay, source) : forth(replay, source, flags);
}

async function forth(replay: Replaying, source: Source, flags: Flags): Promise<Replayed> {
  const isCompared = flags.compare === true || flags.switch === true;
  const idleBuild = isCompared ? await idle(replay, source) : undefined;
  const build = idleBuild ?? (await rebuilt(replay, source));
  const equal = isCompared ? await compared(replay, source, build) : null;
  if (flags.switch) await switchTo(replay, source, { build, equal, accept: flags.accept === true });
  return { name: source.view, version: build.version, ...countsOf(await replay.stateOf(source), build), equal };
}

function countsOf({ finished }: View, build: BuildRef) {
  const { events = null, documents = null, seconds = null } = finished.get(idOfBuild(build))?.rebuilt ?? {};
  return { events, documents, seconds };
}

/** Whether nothing differs. */
async function compared(replay: Replaying, source: Source, build: BuildRef): Promise<boolean> {
  await replay.compare(source, build);
  return viewDecisions.mayServe(await replay.stateOf(source), source, build) === 'yes';
}

interface Verdict {
  readonly build: BuildRef;
  readonly equal: boolean | null;
  readonly accept: boolean;
}

async function switchTo(replay: Replaying, source: Source, { build, equal, accept }: Verdict): Promise<void> {
  if (equal === false && !accept) throw differs(source, build);
  await replay.decide(source, viewDecisions.switchView(source, build, accept));
}

/** The build that waits to be looked at and switched to, if there is one of the newest version. */
async function idle(replay: Replaying, source: Source): Promise<BuildRef | undefined> {
  const state = await replay.stateOf(source);
  const serving = idOfBuild(viewDecisions.servingOf(state, source));
  return [...state.finished.values()].find(
    (build) =>
      build.retiredAt === undefined && build.version === source.versions.at(-1) && idOfBuild(build) !== serving,
  );
}

/** Rebuilds the view, or goes on with a rebuild that is under way. */
async function rebuilt(replay: Replaying, source: Source): Promise<BuildRef> {
  const { building } = await replay.stateOf(source);
  await replay.decide(source, building ? viewDecisions.resumeRebuild(source) : viewDecisions.startRebuild(source));
  const build = building ?? (await replay.stateOf(source)).building;
  await replay.untilBuilt(source);
  const [made] = [...(await replay.stateOf(source)).finished.values()].filter(
    (one) => build && idOfBuild(one) === idOfBuild(build),
  );
  if (!made) throw new CommandFailed(`the rebuild of ${source.view} was dropped by somebody else`);
  return made;
}

function differs({ view }: Source, build: BuildRef): CommandFailed {
  return new CommandFailed(
    `${view} was not switched: build ${idOfBuild(build)} differs from what serves; look at it in the portal, or say --accept`,
  );
}

async function back(replay: Replaying, source: Source): Promise<Replayed> {
  const build = viewDecisions.backOf(await replay.stateOf(source), source);
  await replay.decide(source, viewDecisions.switchView(source, build, false));
  return { name: source.view, version: build.version, ...NOTHING };
}

async function drop(replay: Replaying, source: Source): Promise<Replayed> {
  const state = await replay.stateOf(source);
  const serving = viewDecisions.servingOf(state, source);
  const beside = [...state.finished.values(), ...(state.building ? [state.building] : [])];
  for (const build of beside) {
    if (idOfBuild(build) !== idOfBuild(serving)) await replay.decide(source, viewDecisions.dropBuild(source, build));
  }
  return { name: source.view, version: serving.version, ...NOTHING };
}

const NOTHING = { events: null, documents: null, seconds: null, equal: null };

function tell({ terminal }: World, { json }: Flags, views: readonly Replayed[]): void {
  if (json) return terminal.say(JSON.stringify({ views }));
  for (const { name, version, documents, seconds, equal } of views) {
    const made = documents === null ? '' : `: ${grouped(documents)} documents in ${(seconds ?? 0).toFixed(1)} s`;
    const verdict = equal === null ? '' : equal ? ', equal' : ', different';
    terminal.say(`${name}, version ${String(version)}${made}${verdict}`);
  }
}
