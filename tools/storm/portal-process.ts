import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** The real portal as a process of its own, started again and again on one data folder and one port. */
export class PortalProcess {
  #child: ChildProcess | undefined;
  /** Everything that the portal of now has printed. */
  #printed = '';
  readonly url: string;
  readonly #port: number;
  readonly #data: string;

  constructor(port: number, data: string) {
    this.#port = port;
    this.#data = data;
    this.url = `http://localhost:${String(port)}`;
  }

  /** @throws when it is not ready within 30 s */
  async start(): Promise<void> {
    this.#printed = '';
    const env = { PATH: process.env['PATH'], PORTICO_DATA: this.#data, PORTICO_PORT: String(this.#port) };
    const child = spawn(process.execPath, ['dist/apps/api/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.stdout.on('data', (text: Buffer) => (this.#printed += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.#printed += text.toString()));
    for (let waited = 0; waited < 30_000; waited += 20) {
      if (this.#printed.includes('Portico is ready at')) return;
      if (child.exitCode !== null) break;
      await pause(20);
    }
    throw new Error(`The portal did not start:\n${this.#printed}`);
  }

  /** @throws when none is printed within 10 s */
  async setUpToken(): Promise<string> {
    for (let waited = 0; waited < 10_000; waited += 20) {
      const token = /Set-up link: \S*\/setup\/(\S+)\n/.exec(this.#printed)?.[1];
      if (token !== undefined) return token;
      await pause(20);
    }
    throw new Error(`No set-up link was printed:\n${this.#printed}`);
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, as an operator would. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
