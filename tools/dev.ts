// Rebuilds server and portal whenever a source changes, and restarts the server. Ctrl+C ends everything.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const children: ChildProcess[] = [];
let isEnding = false;

function start(...args: string[]): void {
  const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
  child.on('exit', (code) => {
    end(code ?? 0);
  });
  children.push(child);
}

function end(code: number): void {
  if (isEnding) return;
  isEnding = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    end(0);
  });
}

const built = spawnSync(process.execPath, ['tools/ensure-built.ts'], { cwd: project, stdio: 'inherit' });
if (built.status === 0) {
  // What the watchers make is not what is served otherwise: the next start builds it again.
  rmSync(join(project, 'dist/.portal-sources'));
  start('node_modules/@nestjs/cli/bin/nest.js', 'build', '--watch');
  start('node_modules/@angular/cli/bin/ng.js', 'build', '--watch', '--optimization=false', '--output-hashing=none');
  start('--watch', '--watch-preserve-output', 'dist/apps/api/main.js');
} else {
  process.exitCode = 1;
}
