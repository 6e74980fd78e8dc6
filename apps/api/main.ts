import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { SetUpLink } from '#workspace';
import { ConfigError, DataFolderError, processConfig, stderrLog, type Config, type Log } from '#platform';
import { startPortal, type Portal } from './start-portal.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** Longer than any answer takes. */
const STOP_WITHIN_MS = 10_000;

const DEMO_FOLDER = './data-demo';

function configOf(isDemo: boolean): Config {
  const config = processConfig(isDemo ? { PORTICO_DATA: DEMO_FOLDER } : {});
  if (isDemo && config.data === resolve('./data')) {
    throw new ConfigError(`PORTICO_DATA: the demo never writes to ./data; leave it out to use ${DEMO_FOLDER}.`);
  }
  return config;
}

async function run(isDemo: boolean): Promise<void> {
  const config = configOf(isDemo);
  const log = stderrLog();
  endOnTheUnforeseen(log);
  const portal = await startPortal({
    config,
    log,
    portal: join(import.meta.dirname, '..', '..', 'portal'),
    onFatal: fail,
  });
  stopOnSignals(portal);
  const waysIn = isDemo ? await waysIntoDemo(portal) : [];
  say(`Portico is ready at ${config.url}`);
  for (const { name, role, url } of waysIn) say(`Sign in as ${name} (${role}): ${url}`);
  const setUp = await portal.app.get(SetUpLink).renew();
  if (setUp !== undefined) say(`Set-up link: ${setUp}`);
}

/** The demo's story is loaded only where it is told. */
async function waysIntoDemo({ app }: Portal) {
  const { startDemo } = await import('./demo/start-demo.js');
  return startDemo(app);
}

/** The first signal lets what is under way finish, the second does not. */
function stopOnSignals(portal: Portal): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(
      () => fail('Portico could not stop in time and was ended; what was acknowledged is safe.'),
      STOP_WITHIN_MS,
    ).unref();
    portal.close().then(
      () => process.exit(0),
      (error: unknown) => fail(`Portico could not stop cleanly: ${String(error)}`),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

/** Nobody knows what state is left: a new process starts from the log. */
function endOnTheUnforeseen(log: Log): void {
  const end = (error: unknown) => {
    log.error('unforeseen', {}, error);
    fail('Portico met an error that nobody foresaw and ended; what was acknowledged is safe. Start it again.');
  };
  process.on('uncaughtException', end).on('unhandledRejection', end);
}

/** What went wrong at the start, in one line that says what to do. */
function startFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DataFolderError) return error.message;
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const place = `${address ?? ''}:${String(port)}`;
  if (code === 'EADDRINUSE') return `Port ${place} is taken. Stop what uses it, or set PORTICO_PORT to another one.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${place} may not be opened by this user. Set PORTICO_PORT to one above 1023.`;
  return `Portico cannot start: ${error instanceof Error ? error.message : String(error)}`;
}

try {
  await run(process.argv.includes('--demo'));
} catch (error) {
  fail(startFailure(error));
}
