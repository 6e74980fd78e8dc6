import type { DemoPortal, Visitor } from './demo-portal.js';

/** A visitor of the demo who has signed in. */
export class Session {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async of(portal: DemoPortal, visitor: Visitor): Promise<Session> {
    const token = portal.link(visitor).split('/').at(-1);
    const anonymous = new Session(portal.url, '');
    const response = await anonymous.#send('/sign-in/complete', { method: 'POST', body: JSON.stringify({ token }) });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
    return new Session(portal.url, cookies.join('; '));
  }

  /** What a browser sends with each command. */
  get headers(): Record<string, string> {
    return {
      cookie: this.cookie,
      'content-type': 'application/json',
      'x-portico-request': '1',
      origin: this.url,
    };
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.#send(path)).json()) as Answer;
  }

  /** Whether an answer lacks something of what was done up to a position. */
  async isStale(path: string, position: string): Promise<boolean> {
    const response = await this.#send(path, {}, { 'x-read-after': position });
    await response.arrayBuffer();
    return response.headers.has('x-read-stale');
  }

  async post<Answer>(path: string, body: object): Promise<Answer> {
    return (await (await this.#send(path, { method: 'POST', body: JSON.stringify(body) })).json()) as Answer;
  }

  /** An answer that does not end by itself. */
  async stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#send(path, { signal });
    if (!body) throw new Error(`${path} was answered by nothing.`);
    return body;
  }

  async #send(path: string, request: RequestInit = {}, more: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${this.url}/api${path}`, {
      ...request,
      headers: { ...this.headers, ...more },
    });
    if (!response.ok) throw new Error(`${path} was answered by ${response.status}: ${await response.text()}`);
    return response;
  }
}
