import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '../../dist/apps/api/main.js');

/** How a process ended, and what it said about it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

/** The real portal as a process of its own, started again and again on one data folder and one port. */
export class PortalProcess {
  #child: ChildProcess | undefined;
  #closed: Promise<unknown> | undefined;
  /** Everything that the portal of now has printed. */
  #printed = '';
  #errors = '';
  readonly url: string;
  readonly #port: number;
  readonly #data: string;

  constructor(port: number, data: string) {
    this.#port = port;
    this.#data = data;
    this.url = `http://localhost:${String(port)}`;
  }

  static async onFreePort(data: string): Promise<PortalProcess> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return new PortalProcess(port, data);
  }

  /**
   * @param more variables of its environment
   * @returns how long it took, in milliseconds
   * @throws Error when it ended before it was ready, or is not within 60 s
   */
  async start(more: Record<string, string> = {}): Promise<number> {
    this.begin(more);
    const start = performance.now();
    while (performance.now() - start < 60_000 && !this.hasEnded) {
      if (this.#printed.includes('Portico is ready at')) return performance.now() - start;
      await pause(10);
    }
    throw new Error(`The portal did not start:\n${this.#printed}${this.#errors}`);
  }

  /** Starts it, whatever becomes of it. */
  begin(more: Record<string, string> = {}): void {
    this.#printed = this.#errors = '';
    const env = { PATH: process.env['PATH'], PORTICO_DATA: this.#data, PORTICO_PORT: String(this.#port), ...more };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#closed = once(child, 'close');
    child.stdout.on('data', (text: Buffer) => (this.#printed += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.#errors += text.toString()));
  }

  /** @throws Error when none is printed within 10 s */
  async setUpToken(): Promise<string> {
    for (let waited = 0; waited < 10_000; waited += 20) {
      const token = /Set-up link: \S*\/setup\/(\S+)\n/.exec(this.#printed)?.[1];
      if (token !== undefined) return token;
      await pause(20);
    }
    throw new Error(`No set-up link was printed:\n${this.#printed}`);
  }

  get hasEnded(): boolean {
    return this.#child?.exitCode !== null || this.#child.signalCode !== null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Resolves when it has ended, whatever ends it. */
  async ended(): Promise<Ended> {
    await this.#closed;
    return { code: this.#child?.exitCode ?? null, signal: this.#child?.signalCode ?? null, errors: this.#errors };
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }

  /** Asks it to stop, as an operator would. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.ended();
  }
}
