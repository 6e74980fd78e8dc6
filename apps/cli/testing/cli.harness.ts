import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { runPortico } from '../run-portico.js';
import { Terminal } from '../terminal.js';

const PROJECT = join(import.meta.dirname, '../../..');
const MAIN = join(PROJECT, 'dist/apps/cli/main.js');

export async function buildPortico(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(PROJECT, 'tools/ensure-built.ts'), 'server']);
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface EndedApart extends Ended {
  /** Most memory that it had, in megabytes; 0 where the system does not tell. */
  readonly megabytes: number;
}

/**
 * Runs a command as `main.ts` does in its thread, and keeps what it says: most of what a program of its own would take is
 * starting.
 */
export async function runHere(
  words: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([textOf(out), textOf(err)]);
  const terminal = new Terminal(out, err, { isTerminal: false, columns: undefined });
  const code = await runPortico(words, { terminal, environment, caller: folder });
  out.end();
  err.end();
  const [told, complained] = await said;
  return { code, out: told, err: complained };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** `portico` on a folder of its own. */
export class Portico {
  /** Where the caller stands. */
  readonly folder = mkdtempSync(join(tmpdir(), 'portico-cli-'));
  readonly data = join(this.folder, 'data');

  /** Starts a program of its own. */
  start(...words: string[]): ChildProcess {
    return spawn(process.execPath, [MAIN, ...words], {
      env: { INIT_CWD: this.folder, PORTICO_DATA: this.data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs a command in this process. */
  run(...words: string[]): Promise<Ended> {
    return runHere(words, this.folder, { PORTICO_DATA: this.data });
  }

  /** Runs a program of its own. */
  async runApart(...words: string[]): Promise<EndedApart> {
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
    return resultOf(words, await this.run(...words, '--json'));
  }

  /** The result of a program of its own that must succeed. */
  async jsonApart(...words: string[]): Promise<Record<string, unknown>> {
    return resultOf(words, await this.runApart(...words, '--json'));
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

function resultOf(words: readonly string[], { code, out, err }: Ended): Record<string, unknown> {
  if (code !== 0) throw new Error(`portico ${words.join(' ')} ended with ${String(code)}: ${err}`);
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

function peakOf(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
