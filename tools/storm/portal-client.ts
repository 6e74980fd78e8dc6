import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly position?: string;
    readonly code?: string;
    readonly [key: string]: unknown;
  };
  readonly tries: number;
}

export interface Sent {
  readonly key?: string;
  readonly ifMatch?: number;
}

const SETTLED_BELOW = 500;

/** A signed-in browser that never gives up: it sends a command again with the same key until the portal has answered. */
export class PortalClient {
  /** Of the portal that it talks to; it may move to another one on the same data folder. */
  url: string;
  #hasGivenUp = false;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  /** The same person in the same browser, at another address of the same data folder. */
  of(url: string): PortalClient {
    const client = new PortalClient(url);
    for (const [name, value] of this.#cookies) client.#cookies.set(name, value);
    return client;
  }

  /** Nothing is tried again from now on. */
  giveUp(): void {
    this.#hasGivenUp = true;
  }

  /** @param after a position that the answer must show */
  async get(path: string, after = '0'): Promise<Answer> {
    return this.#untilAnswered(path, () => ({ headers: { ...this.#headers(), 'x-read-after': after } }));
  }

  async post(path: string, body: object, sent: Sent = {}): Promise<Answer> {
    return this.#untilAnswered(path, () => this.#command(body, sent));
  }

  /** Sends a command once, and gives whatever answer there is. */
  async postOnce(path: string, body: object, sent: Sent = {}): Promise<Response> {
    return this.#fetch(path, this.#command(body, sent));
  }

  #command(body: object, sent: Sent): RequestInit {
    const headers = {
      ...this.#headers(),
      'content-type': 'application/json',
      'x-portico-request': '1',
      origin: this.url,
      ...(sent.key !== undefined && { 'idempotency-key': sent.key }),
      ...(sent.ifMatch !== undefined && { 'if-match': `"${String(sent.ifMatch)}"` }),
    };
    return { method: 'POST', headers, body: JSON.stringify(body) };
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  async #untilAnswered(path: string, request: () => RequestInit): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#once(path, request()).catch(() => undefined);
      if (answer && answer.status < SETTLED_BELOW && answer.status !== 429) return { ...answer, tries };
      if (this.#hasGivenUp || tries === 2_000)
        throw new Error(`${path} was not answered in ${String(tries)} tries: ${JSON.stringify(answer)}`);
      await pause(10 + Math.random() * 40);
    }
  }

  async #once(path: string, request: RequestInit): Promise<Omit<Answer, 'tries'>> {
    const response = await this.#fetch(path, request);
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }

  async #fetch(path: string, request: RequestInit): Promise<Response> {
    const response = await fetch(`${this.url}/api${path}`, { ...request, signal: AbortSignal.timeout(10_000) });
    this.#keepCookies(response);
    return response;
  }

  #keepCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
