/** The built product: tools run without a build of their own, and decorators need one. */
import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Program from '../../libs/program/index.ts';
import type * as StartPortal from '../../apps/api/start-portal.ts';
import type * as RunPortico from '../../apps/cli/run-portico.ts';
import type * as Terminals from '../../apps/cli/terminal.ts';

const APPS = join(import.meta.dirname, '../../dist/apps');

export const PORTICO = join(APPS, 'cli/main.js');

async function built<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(join(APPS, file)).href)) as Module;
}

export const made = await built<typeof Program>('../libs/program/index.js');
export const { startPortal } = await built<typeof StartPortal>('api/start-portal.js');
export const { runPortico } = await built<typeof RunPortico>('cli/run-portico.js');
export const { Terminal } = await built<typeof Terminals>('cli/terminal.js');
