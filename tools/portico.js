#!/usr/bin/env node
// The command line of Portico. It parses on any Node with ES modules, so that an old one is told what is wrong.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 26;
const project = join(dirname(fileURLToPath(import.meta.url)), '..');

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    `portico: needs Node ${NEEDED} or newer, this is ${process.versions.node}. ` +
      `The project brings its own: cd ${project} && npm run -s portico -- ${process.argv.slice(2).join(' ')}`.trimEnd(),
  );
  process.exit(1);
}

const built = spawnSync(process.execPath, [join(project, 'tools', 'ensure-built.ts'), 'server'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
// Relative paths are those of whoever calls, also when a surrounding npm script has set another folder.
process.env.INIT_CWD = process.cwd();
await import(new URL('../dist/apps/cli/main.js', import.meta.url).href);
