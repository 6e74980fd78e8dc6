import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '../..');
const MAIN = join(PROJECT, 'dist/apps/api/main.js');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

class Process {
  out = '';
  err = '';
  readonly #child: ChildProcess;

  constructor(variables: Record<string, string>, ...args: string[]) {
    this.#child = spawn(process.execPath, [MAIN, ...args], { env: variables });
    this.#child.stdout?.on('data', (data: Buffer) => (this.out += data.toString()));
    this.#child.stderr?.on('data', (data: Buffer) => (this.err += data.toString()));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async said(line: RegExp): Promise<string> {
    for (let waited = 0; waited < 30_000; waited += 20) {
      const match = line.exec(this.out);
      if (match) return match[0];
      if (this.#child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`It said ${this.out} and ${this.err}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async ended(): Promise<Ended> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
    return { code: this.#child.exitCode, out: this.out, err: this.err };
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/* Each starts whole programs, on machines that may be busy. */
jest.setTimeout(60_000);

describe('the program', () => {
  let data: string;
  let port: number;
  const running: Process[] = [];

  const start = (variables: Record<string, string> = {}, ...args: string[]) => {
    const one = new Process({ PORTICO_DATA: data, PORTICO_PORT: String(port), ...variables }, ...args);
    running.push(one);
    return one;
  };

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(PROJECT, 'tools/ensure-built.ts'), 'server']);
  });

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'portico-main-'));
    port = await freePort();
  });

  afterEach(async () => {
    for (const one of running.splice(0)) {
      one.kill('SIGKILL');
      await one.ended();
    }
    rmSync(data, { recursive: true, force: true });
  });

  it('says where it is and how to set it up, and stops when it is told', async () => {
    const portal = start();
    await portal.said(/^Portico is ready at http:\/\/localhost:\d+$/m);
    await portal.said(/^Set-up link: http:\/\/localhost:\d+\/\S+$/m);
    expect((await fetch(`http://localhost:${String(port)}/api/health/ready`)).status).toBe(200);
    portal.kill('SIGTERM');
    const { code, out } = await portal.ended();
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual([
      `Portico is ready at http://localhost:${String(port)}`,
      expect.stringMatching(/^Set-up link: /),
    ]);
  });

  it('stops though a request never arrives whole', async () => {
    const portal = start();
    await portal.said(/^Set-up link: /m);
    const socket = createConnection({ host: '127.0.0.1', port }).on('error', () => undefined);
    socket.write(
      'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await once(socket, 'connect');
    await fetch(`http://localhost:${String(port)}/api/setup`);
    portal.kill('SIGTERM');
    expect(await portal.ended()).toMatchObject({ code: 0, err: expect.not.stringContaining('could not stop') });
    socket.destroy();
  });

  it('shows a demo, with a way in for three people', async () => {
    const demo = start({}, '--demo');
    await demo.said(/^Sign in as Ruth Ashdown \(admin\): \S+$/m);
    const lines = demo.out.trim().split('\n');
    const people = lines.map(
      (line) => /^Sign in as (.+): http:\/\/localhost:\d+\/sign-in\/[\w-]{20,}$/.exec(line)?.[1],
    );
    expect(people).toEqual([undefined, 'Dana Okafor (client)', 'Maya Ellis (staff)', 'Ruth Ashdown (admin)']);
    for (const line of lines.slice(1)) {
      const token = line.split('/').at(-1);
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      };
      expect((await fetch(`http://localhost:${String(port)}/api/sign-in/complete`, request)).status).toBe(200);
    }
  });

  it('never puts the demo where a business might be', async () => {
    const { code, err } = await start({ PORTICO_DATA: './data' }, '--demo').ended();
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^PORTICO_DATA: the demo never writes to \.\/data[^\n]*\n$/),
    });
  });

  it('says in one line that the port is taken', async () => {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { code, out, err } = await start().ended();
    server.close();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `Port 127.0.0.1:${String(port)} is taken. Stop what uses it, or set PORTICO_PORT to another one.\n`,
    );
  });

  it('says in one line which process serves the folder already', async () => {
    const first = start();
    await first.said(/ready/);
    const { code, err } = await start({ PORTICO_PORT: String(await freePort()) }).ended();
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^Another portal \\(process ${String(first.pid)} [^\\n]*\\n$`));
  });

  it('starts again where another was killed', async () => {
    const first = start();
    await first.said(/ready/);
    first.kill('SIGKILL');
    await first.ended();
    await start().said(/ready/);
  });

  it('takes over from a hanging one, which stops when it wakes up', async () => {
    const first = start();
    await first.said(/ready/);
    first.kill('SIGSTOP');
    await start({ PORTICO_PORT: String(await freePort()) }).said(/ready/);
    first.kill('SIGCONT');
    expect(await first.ended()).toMatchObject({ code: 1, err: expect.stringContaining('taken over') });
  });

  it.each([
    [{ PORTICO_TYPO: '1' }, /^PORTICO_TYPO: no such setting[^\n]*\n$/],
    [{ PORTICO_LOG_URL: 'esdb://localhost:2113' }, /^PORTICO_LOG_URL: [^\n]*esdb:[^\n]*\n$/],
    [{ PORTICO_URL: 'http://portal.example.com' }, /^PORTICO_URL: [^\n]*\n$/],
  ])('refuses %j in one line', async (variables, line) => {
    const { code, out, err } = await start(variables).ended();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(line);
  });

  it('refuses a newer format in one line, and leaves the folder alone', async () => {
    writeFileSync(join(data, 'format.json'), '{"format":99}');
    const { code, err } = await start().ended();
    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]*format 99[^\n]*\n$/);
  });
});
