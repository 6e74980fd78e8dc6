import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = new URL('../apps/api/main.js', import.meta.url);
const READY_WITHIN_MS = 60_000;

export type Visitor = 'client' | 'staff' | 'admin';

/** The portal with its demo, as `npm run demo` starts it: a process of its own on a free port. */
export class DemoPortal {
  readonly #links = new Map<string, string>();

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /**
   * @param folder where its data lie, and beside them what it logs
   * @throws Error when it is not ready within a minute
   */
  static async start(folder: string): Promise<DemoPortal> {
    const port = await freePort();
    await using log = await open(join(folder, 'portal.log'), 'w');
    const child = spawn(process.execPath, [fileURLToPath(PROGRAM), '--demo'], {
      env: { PORTICO_DATA: join(folder, 'data'), PORTICO_PORT: String(port) },
      stdio: ['ignore', 'pipe', log.fd],
    });
    const portal = new DemoPortal(`http://localhost:${port}`, child);
    await portal.#ready(child);
    return portal;
  }

  /** Where a visitor of the demo signs in; good for once. */
  link(visitor: Visitor): string {
    const link = this.#links.get(visitor);
    if (link === undefined) throw new Error(`The demo has no way in for its ${visitor}.`);
    return link;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill();
    await exited;
  }

  async #ready({ stdout }: ChildProcess): Promise<void> {
    if (!stdout) throw new Error('The portal prints nowhere.');
    const timer = setTimeout(() => this.child.kill(), READY_WITHIN_MS);
    for await (const line of createInterface(stdout)) {
      const [, visitor, link] = /^Sign in as .* \((\w+)\): (\S+)$/.exec(line) ?? [];
      if (visitor !== undefined && link !== undefined) this.#links.set(visitor, link);
      if (this.#links.size === 3) break;
    }
    clearTimeout(timer);
    if (this.#links.size < 3) throw new Error('The portal did not start.');
    stdout.resume();
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
