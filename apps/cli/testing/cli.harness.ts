import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(import.meta.dirname, '../../..');
const MAIN = join(PROJECT, 'dist/apps/cli/main.js');

export async function buildPortico(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(PROJECT, 'tools/ensure-built.ts'), 'server']);
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Most memory that it had, in megabytes; 0 where the system does not tell. */
  readonly megabytes: number;
}

/** `portico` as a program of its own, on a folder of its own. */
export class Portico {
  /** Where the caller stands. */
  readonly folder = mkdtempSync(join(tmpdir(), 'portico-cli-'));
  readonly data = join(this.folder, 'data');

  start(...words: string[]): ChildProcess {
    return spawn(process.execPath, [MAIN, ...words], {
      env: { INIT_CWD: this.folder, PORTICO_DATA: this.data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async run(...words: string[]): Promise<Ended> {
    const child = this.start(...words);
    let [out, err, megabytes] = ['', '', 0];
    child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
    const watch = setInterval(() => (megabytes = Math.max(megabytes, peakOf(child.pid ?? 0))), 50);
    await once(child, 'close');
    clearInterval(watch);
    return { code: child.exitCode, out, err, megabytes };
  }

  /** The result of a command that must succeed. */
  async json(...words: string[]): Promise<Record<string, unknown>> {
    const { code, out, err } = await this.run(...words, '--json');
    if (code !== 0) throw new Error(`portico ${words.join(' ')} ended with ${String(code)}: ${err}`);
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function peakOf(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
