// Preloaded by `--import` where Jest runs: threads that the product starts are compiled from their sources there, as Jest
// compiles everything else.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync, type Config } from '@swc/core';

const project = join(import.meta.dirname, '..');
const { jsc, module } = JSON.parse(readFileSync(join(project, '.swcrc'), 'utf8')) as Pick<Config, 'jsc' | 'module'>;
const libs = pathToFileURL(join(project, 'libs/')).href;
const apps = pathToFileURL(join(project, 'apps/')).href;

const isOurs = (url: string | undefined): boolean => url?.startsWith(libs) === true || url?.startsWith(apps) === true;

/** Where a source of ours lies that is meant; `undefined` for anything else. */
function sourceOf(specifier: string, parent: string | undefined): string | undefined {
  if (specifier.startsWith('#')) return isOurs(parent) ? `${libs}${specifier.slice(1)}/index.ts` : undefined;
  const url = specifier.startsWith('.') ? new URL(specifier, parent).href : specifier;
  if (!isOurs(url) || !url.endsWith('.js')) return undefined;
  const source = url.replace(/js$/, 'ts');
  return existsSync(fileURLToPath(source)) ? source : undefined;
}

registerHooks({
  resolve: (specifier, context, next) => {
    const url = sourceOf(specifier, context.parentURL);
    return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true };
  },
  load: (url, context, next) => {
    if (!isOurs(url) || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const options = {
      swcrc: false,
      filename,
      sourceMaps: 'inline',
      ...(jsc && { jsc }),
      ...(module && { module }),
    } as const;
    return {
      format: 'module',
      source: transformSync(readFileSync(filename, 'utf8'), options).code,
      shortCircuit: true,
    };
  },
});
