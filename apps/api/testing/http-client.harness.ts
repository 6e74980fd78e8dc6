import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import * as z from 'zod/mini';
import * as contracts from '#contracts';
import {
  FieldCode,
  ProblemCode,
  ProblemParams,
  type AnswerOf,
  type BodyOf,
  type Operation,
  type ParamsOf,
  type Problem,
  type QueryOf,
} from '#contracts';

export interface HttpAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: Body;
}

export interface RawRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it stands. */
  readonly text?: string | Buffer;
}

export interface Asked<O extends Operation> {
  readonly params?: ParamsOf<O>;
  readonly query?: QueryOf<O>;
  readonly body?: BodyOf<O>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody received what only another account may see. */
export class Leak extends Error {
  override readonly name = 'Leak';
}

/**
 * One browser, as far as HTTP goes: keeps cookies, sends what the portal's own page sends, reads its own writes, and
 * looks into every answer for texts that only others may see.
 */
export class HttpClient {
  readonly cookies = new Map<string, string>();
  /** Texts that must never come here. */
  readonly foreign = new Set<string>();

  /** @param seen the position of the last write of anybody, as all who look at the same thing would know it */
  constructor(
    readonly name: string,
    readonly url: string,
    private readonly seen: { position: bigint } = { position: 0n },
    readonly port = Number(new URL(url).port),
  ) {}

  /** Asks for an operation and expects it to be done; the answer must be exactly what the contract says. */
  async ask<O extends Operation>(operation: O, asked: Asked<O> = {}): Promise<AnswerOf<O>> {
    const answer = await this.try(operation, asked);
    if (answer.status !== operation.status) {
      throw new Error(`${this.name}: ${operation.id} answered ${String(answer.status)}: ${answer.text}`);
    }
    return answer.body as AnswerOf<O>;
  }

  /** Asks for an operation and expects a problem. */
  async refused<O extends Operation>(operation: O, asked: Asked<O> = {}): Promise<Problem> {
    const answer = await this.try(operation, asked);
    if (answer.status < 400) throw new Error(`${this.name}: ${operation.id} was done: ${answer.text}`);
    return answer.body as Problem;
  }

  async try<O extends Operation>(operation: O, { params, query, body, headers }: Asked<O> = {}): Promise<HttpAnswer> {
    const path = pathOf(
      operation,
      params as Record<string, string> | undefined,
      query as Record<string, unknown> | undefined,
    );
    const own = operation.method === 'GET' ? { 'x-read-after': String(this.seen.position) } : WRITES;
    const text = operation.method === 'POST' ? JSON.stringify(body ?? {}) : undefined;
    const origin = operation.method === 'POST' ? { origin: this.url } : {};
    return this.send(operation.method, path, {
      headers: { ...own, ...origin, ...headers },
      ...(text !== undefined && { text }),
    });
  }

  /** Sends what it is told and nothing of its own but the cookies; the path goes out as it stands. */
  async send(method: string, path: string, { headers = {}, text }: RawRequest = {}): Promise<HttpAnswer> {
    const answer = await exchange(this, method, path, {
      headers: { ...this.#cookieHeader(), ...headers },
      ...(text !== undefined && { text }),
    });
    this.#inspect(`${method} ${path}`, answer);
    mustBeAsDeclared(method, path, answer);
    this.#keep(answer);
    return answer;
  }

  #keep({ headers }: HttpAnswer): void {
    for (const cookie of headers['set-cookie'] ?? []) this.#keepCookie(cookie);
    const position = headers['x-position'];
    if (typeof position === 'string' && BigInt(position) > this.seen.position) this.seen.position = BigInt(position);
  }

  #keepCookie(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  #inspect(what: string, { status, headers, text }: HttpAnswer): void {
    const received = `${String(status)} ${JSON.stringify(headers)} ${text}`;
    for (const canary of this.foreign) {
      if (received.includes(canary))
        throw new Leak(`${this.name} received ${canary} by ${what}: ${received.slice(0, 500)}`);
    }
  }

  #cookieHeader(): Record<string, string> {
    if (this.cookies.size === 0) return {};
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }
}

/** Operations of the contracts, with what their addresses look like. */
const OPERATIONS = Object.values(contracts as Record<string, unknown>)
  .filter((one): one is Operation => typeof one === 'object' && one !== null && 'answer' in one && 'path' in one)
  .map((operation) => ({
    ...operation,
    address: new RegExp(`^/api${operation.path.replaceAll(/:\\w+/g, '[^/]+')}(\\?|$)`),
  }));

/** Whatever is asked for in whichever spec: what is answered is exactly what the contract says, and so is every problem. */
function mustBeAsDeclared(method: string, path: string, { status, headers, body }: HttpAnswer): void {
  if (method === 'HEAD') return;
  if (headers['content-type']?.startsWith('application/problem+json')) z.parse(z.strictObject(PROBLEM), body);
  if (status !== 200 && status !== 201) return;
  const operation = OPERATIONS.find((one) => one.method === method && one.address.test(path));
  if (operation) z.parse(operation.answer, body);
}

const WRITES = { 'content-type': 'application/json', 'x-portico-request': '1' };

const PROBLEM = {
  type: z.string().check(z.startsWith('/api/docs#problem-')),
  title: z.string(),
  status: z.number(),
  code: ProblemCode,
  detail: z.string().check(z.minLength(10)),
  params: z.optional(ProblemParams),
  errors: z.optional(
    z.array(
      z.strictObject({ path: z.string(), code: FieldCode, params: z.optional(ProblemParams), message: z.string() }),
    ),
  ),
};

/** The address of an operation, with its parameters in place. */
export function pathOf(
  { path }: Operation,
  params: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${filled}${search === '' ? '' : `?${search}`}`;
}

type Address = Pick<HttpClient, 'url' | 'port'>;

async function exchange(to: Address, method: string, path: string, raw: RawRequest): Promise<HttpAnswer> {
  const { headers, text } = raw;
  const { host } = new URL(to.url);
  const length: Record<string, string> =
    text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: to.port, method, path, headers: { host, ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const received = Buffer.concat(chunks).toString();
          const isJson = (response.headers['content-type'] ?? '').includes('json') && received !== '';
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: received,
            body: isJson ? JSON.parse(received) : undefined,
          });
        });
      },
    );
    request.once('error', (error) => {
      // The server may close an idle connection in the very moment in which it is used again; nothing has arrived then.
      if (request.reusedSocket) resolve(exchange(to, method, path, raw));
      else reject(error);
    });
    request.end(text);
  });
}
