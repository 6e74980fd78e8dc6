import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Mailbox } from './mailbox.ts';

const project = join(import.meta.dirname, '..');
const SAYS_WITHIN_MS = 30_000;
const PRODUCT = ['dist/apps/api/main.js'];

/** A built portal that really runs: a process of its own, a free port, a data folder that nobody else has. */
export class Portal {
  readonly data = mkdtempSync(join(tmpdir(), 'portico-e2e-'));
  readonly mailbox = new Mailbox(join(this.data, 'mail'));
  /** What it printed, line by line. */
  readonly printed: string[] = [];
  #process: ChildProcess | undefined;
  #port = 0;

  readonly #settings: Readonly<Record<string, string>>;

  /** @param settings more `PORTICO_*` variables */
  constructor(settings: Readonly<Record<string, string>> = {}) {
    this.#settings = settings;
  }

  /** Address without a slash at its end. */
  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** The one-time link that the first admin opens; never comes once there is one. */
  setUpLink(): Promise<string> {
    return this.#printedAfter('Set-up link: ');
  }

  /** A link that signs somebody in; the demo prints one for each of its people. */
  wayIn(person: string): Promise<string> {
    return this.#printedAfter(`Sign in as ${person}: `);
  }

  /**
   * Starts, or starts again on the same data and port, and resolves when it says that it is ready.
   *
   * @param program what Node runs: the product, unless a test plants something that no setting can
   */
  async start(...program: readonly string[]): Promise<void> {
    this.printed.length = 0;
    this.#port ||= await freePort();
    const child = spawn(process.execPath, program.length > 0 ? program : PRODUCT, {
      cwd: project,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => this.printed.push(line));
    }
    await this.#printedAfter('Portico is ready at ');
  }

  /** Stops it; with SIGKILL as a power cut would. The data stay. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Stops it and removes its data. */
  async end(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Runs `portico COMMAND` on the same data, and returns what it wrote to stdout. */
  command(...args: string[]): string {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/apps/cli/main.js', ...args], {
      cwd: project,
      env: this.#environment(),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`portico ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  }

  /** What a line says after some words; waits for the line. */
  async #printedAfter(words: string): Promise<string> {
    const patience = Date.now() + SAYS_WITHIN_MS;
    for (;;) {
      const line = this.printed.find((printed) => printed.startsWith(words));
      if (line !== undefined) return line.slice(words.length).trim();
      if (this.#process?.exitCode !== null || Date.now() > patience) {
        throw new Error(`The portal did not say "${words}":\n${this.printed.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** This machine's own settings must not reach the tests. */
  #environment(): NodeJS.ProcessEnv {
    const foreign = Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_'));
    return {
      ...Object.fromEntries(foreign),
      PORTICO_DATA: this.data,
      PORTICO_PORT: String(this.#port),
      ...this.#settings,
    };
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
