import { request, type IncomingMessage } from 'node:http';
import type { HttpClient } from './http-client.harness.js';

export interface ReceivedSignal {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly views?: readonly string[]; readonly account?: string | null; readonly position?: string };
}

/** An open page, as far as live signals go. */
export class SignalListener {
  readonly signals: ReceivedSignal[] = [];
  /** Everything as it came. */
  text = '';
  isOpen = true;
  #notify: (() => void)[] = [];

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => {
      this.#receive(chunk);
    });
    response.once('close', () => {
      this.isOpen = false;
      this.#tell();
    });
  }

  static async open(
    { url, cookies }: HttpClient,
    { path = '/api/signals', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ): Promise<SignalListener> {
    const { hostname, port } = new URL(url);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ hostname, port, path, headers: { cookie, ...headers }, agent: false }, resolve)
        .once('error', reject)
        .end();
    });
    if (response.statusCode !== 200) throw new Error(`Signals answered ${String(response.statusCode)}.`);
    return new SignalListener(response);
  }

  /** Resolves when something holds, asked anew with each thing that comes; fails after two seconds. */
  async until(holds: () => boolean): Promise<void> {
    const end = performance.now() + 2_000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`It did not come; what came was:\n${this.text}`);
      await new Promise<void>((resolve) => {
        this.#notify.push(resolve);
        setTimeout(resolve, 50);
      });
    }
  }

  close(): void {
    this.response.destroy();
  }

  #receive(chunk: string): void {
    this.text += chunk;
    const blocks = this.text.split('\n\n').slice(0, -1);
    this.signals.splice(0, this.signals.length, ...blocks.flatMap((block) => signalOf(block) ?? []));
    this.#tell();
  }

  #tell(): void {
    for (const notify of this.#notify.splice(0)) notify();
  }
}

function signalOf(block: string): ReceivedSignal | undefined {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
  return field('event') === ''
    ? undefined
    : { event: field('event'), id: field('id'), data: JSON.parse(field('data')) as ReceivedSignal['data'] };
}
