import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inBuildLock } from './build-lock.ts';
import { precompress } from './precompress.ts';
import { filesBelow, sourceStamp, type Sources } from './source-stamp.ts';

const project = join(import.meta.dirname, '..');
const SERVER_FOLDERS = ['apps/api', 'apps/cli', 'libs', 'bench'];
const PORTAL_OUTPUT = 'dist/portal';
const run = promisify(execFile);

interface Target {
  readonly name: string;
  readonly sources: Sources;
  readonly build: () => Promise<unknown>;
}

const isProduct = (path: string): boolean => !/\.((spec|harness|behaviour)\.ts|md)$/.test(path);

const server: Target = {
  name: 'server',
  sources: { paths: [...SERVER_FOLDERS, '.swcrc', 'nest-cli.json', 'tools/ensure-built.ts'], counts: isProduct },
  build: async () => {
    await tool('@nestjs/cli/bin/nest.js', 'build');
    removeOrphans();
  },
};

const portal: Target = {
  name: 'portal',
  sources: {
    paths: [
      'apps/portal',
      'libs/contracts',
      'angular.json',
      'tsconfig.json',
      'package-lock.json',
      'tools/precompress.ts',
    ],
    counts: isProduct,
  },
  build: async () => {
    await tool('@angular/cli/bin/ng.js', 'build');
    await precompress(join(project, PORTAL_OUTPUT));
  },
};

async function tool(script: string, ...args: string[]): Promise<void> {
  const environment = { ...process.env, NG_CLI_ANALYTICS: 'false', NO_UPDATE_NOTIFIER: '1' };
  await run(process.execPath, [join(project, 'node_modules', script), ...args], {
    cwd: project,
    env: environment,
    maxBuffer: 2 ** 26,
  });
}

/** Compiled files whose source is gone would still be found by whoever imports them. */
function removeOrphans(): void {
  for (const folder of SERVER_FOLDERS) {
    for (const output of filesBelow(join(project, 'dist'), folder)) {
      const source = output.replace(/\.js(\.map)?$/, '.ts');
      const isKept = source === output || (isProduct(source) && existsSync(join(project, source)));
      if (!isKept) rmSync(join(project, 'dist', output));
    }
  }
}

const stampFile = (target: Target): string => join(project, 'dist', `.${target.name}-sources`);
const stamp = (target: Target): string => sourceStamp(project, target.sources);

function isBuilt(target: Target): boolean {
  return existsSync(stampFile(target)) && readFileSync(stampFile(target), 'utf8') === stamp(target);
}

async function build(target: Target): Promise<void> {
  // Taken before building: a source that changes meanwhile is built again next time.
  const before = stamp(target);
  rmSync(stampFile(target), { force: true });
  await target.build();
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(stampFile(target), before);
}

/** Builds what is missing or older than its sources; says one line on stderr when there is something to build. */
async function ensureBuilt(targets: readonly Target[]): Promise<void> {
  if (targets.every(isBuilt)) return;
  const reason = targets.every((target) => existsSync(stampFile(target)))
    ? 'its source changed'
    : 'only the first time';
  process.stderr.write(`Building Portico (${reason}) …\n`);
  await inBuildLock(join(project, 'dist'), () => Promise.all(targets.filter((target) => !isBuilt(target)).map(build)));
}

try {
  await ensureBuilt(process.argv[2] === 'server' ? [server] : [server, portal]);
} catch (error) {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  process.stderr.write(`${stdout}${stderr}` || `${String(error)}\n`);
  process.stderr.write('The build failed; the reason stands above.\n');
  process.exitCode = 1;
}
