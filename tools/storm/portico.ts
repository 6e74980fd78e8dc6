import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { PORTICO, Terminal, runPortico } from './built.ts';
import { dyingAt } from './dying.ts';

/** How a command ended. */
export interface Told {
  readonly code: number;
  /** The last line of its result, where it is JSON. */
  readonly result: Readonly<Record<string, unknown>>;
  readonly errors: string;
}

/** Runs a command of the shell to its end, in this process. */
export async function portico(data: string, ...words: string[]): Promise<Told> {
  const [out, err] = [new Kept(), new Kept()];
  const terminal = new Terminal(out, err, { isTerminal: false, columns: undefined });
  const world = { terminal, environment: { PORTICO_DATA: data }, caller: data };
  const code = await runPortico([...words, '--json'], world);
  const last = out.text.trimEnd().split('\n').at(-1) ?? '';
  return { code, result: code === 0 ? (JSON.parse(last) as Told['result']) : {}, errors: err.text };
}

/**
 * Runs a command as a process of its own that is killed in place of its n-th write; whether it lived to write that.
 *
 * @throws Error when it failed by itself
 */
export async function porticoDyingAt(write: number, data: string, ...words: string[]): Promise<boolean> {
  const env = { PATH: process.env['PATH'], PORTICO_DATA: data, INIT_CWD: data, ...dyingAt(write) };
  const child = spawn(process.execPath, [PORTICO, ...words, '--json'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  await once(child, 'close');
  if (child.signalCode === 'SIGKILL') return true;
  if (child.exitCode === 0) return false;
  throw new Error(`portico ${words.join(' ')} ended with ${String(child.exitCode)}: ${errors}`);
}

class Kept extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
