import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inBuildLock } from './build-lock.ts';

const HOLDER = `
  import { appendFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  import { inBuildLock } from ${JSON.stringify(join(import.meta.dirname, 'build-lock.ts'))};
  const [folder, pause] = process.argv.slice(1);
  await inBuildLock(folder, async () => {
    appendFileSync(folder + '/log', 'in ');
    console.log('holding');
    await setTimeout(Number(pause));
    appendFileSync(folder + '/log', 'out ');
  });`;

function holder(folder: string, pause: number) {
  return spawn(process.execPath, ['--input-type=module', '-e', HOLDER, folder, String(pause)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('the build lock', () => {
  it('lets one process build after the other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-lock-'));
    const both = [holder(folder, 100), holder(folder, 100)];
    await Promise.all(both.map((child) => once(child, 'exit')));
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('in out in out ');
    rmSync(folder, { recursive: true });
  });

  it('is free again when its holder was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-lock-'));
    const killed = holder(folder, 60_000);
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await expect(inBuildLock(folder, () => Promise.resolve('built'))).resolves.toBe('built');
    rmSync(folder, { recursive: true });
  });
});
