import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder, whether this file runs from its source or compiled below `dist`. */
const project = [join(import.meta.dirname, '../..'), join(import.meta.dirname, '../../..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
);

/** Of this release, as package.json says it. */
export const VERSION = (JSON.parse(readFileSync(join(project ?? '.', 'package.json'), 'utf8')) as { version: string })
  .version;
