// Preloaded by `--import` where Jest runs: threads that the product starts are compiled from their sources there, as Jest
// compiles everything else.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';
import type { Config } from '@swc/core';

const project = join(import.meta.dirname, '..');
const { jsc, module } = JSON.parse(readFileSync(join(project, '.swcrc'), 'utf8')) as Pick<Config, 'jsc' | 'module'>;
const cache = join(project, 'node_modules/.cache/threads-from-source');
const libs = pathToFileURL(join(project, 'libs/')).href;
const apps = pathToFileURL(join(project, 'apps/')).href;

const isOurs = (url: string | undefined): boolean => url?.startsWith(libs) === true || url?.startsWith(apps) === true;

/** Where a source of ours lies that is meant; `undefined` for anything else. */
function sourceOf(specifier: string, parent: string | undefined): string | undefined {
  if (specifier.startsWith('#')) return isOurs(parent) ? libraryFile(specifier.slice(1)) : undefined;
  const url = specifier.startsWith('.') ? new URL(specifier, parent).href : specifier;
  if (!isOurs(url) || !url.endsWith('.js')) return undefined;
  const source = url.replace(/js$/, 'ts');
  return existsSync(fileURLToPath(source)) ? source : undefined;
}

/** Of `accounts`, or of `accounts/events-and-views`. */
function libraryFile(name: string): string {
  return `${libs}${name.includes('/') ? name : `${name}/index`}.ts`;
}

/** Each thread begins with nothing in memory: what was compiled once is kept on disk, and the compiler is not even loaded. */
function compiled(filename: string): string {
  const source = readFileSync(filename, 'utf8');
  const name = createHash('sha256')
    .update(`${filename}\n${JSON.stringify(jsc)}\n${source}`)
    .digest('hex');
  const file = join(cache, `${name}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { transformSync } = createRequire(import.meta.url)('@swc/core') as typeof import('@swc/core');
  const options = {
    swcrc: false,
    filename,
    sourceMaps: 'inline',
    ...(jsc && { jsc }),
    ...(module && { module }),
  } as const;
  const { code } = transformSync(source, options);
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${file}.${String(process.pid)}.${String(threadId)}`, code);
  renameSync(`${file}.${String(process.pid)}.${String(threadId)}`, file);
  return code;
}

registerHooks({
  resolve: (specifier, context, next) => {
    const url = sourceOf(specifier, context.parentURL);
    return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true };
  },
  load: (url, context, next) => {
    if (!isOurs(url) || !url.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
  },
});
