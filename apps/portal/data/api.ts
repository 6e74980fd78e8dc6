import { Injectable } from '@angular/core';
import type { AnswerOf, BodyOf, CommandAnswer, FieldProblem, Operation, ParamsOf, Problem, ProblemParams, QueryOf } from '#contracts';
import { newKey } from './new-key';
import { shownTexts } from './shown-texts';

type Given<Key extends string, Value> = [Value] extends [undefined]
  ? Readonly<Partial<Record<Key, undefined>>>
  : Readonly<Record<Key, Value>>;

/** What an operation must be given: exactly what its contract says. */
export type Asked<O extends Operation> = Given<'params', ParamsOf<O>> & { readonly query?: QueryOf<O> } & Given<
    'body',
    BodyOf<O>
  >;

export interface QueryOptions {
  /** Whether it may be asked without being signed in; otherwise whoever is not is led to where they can. */
  readonly byStrangers?: boolean;
}

export interface CommandOptions {
  /** The same for each try of the same act, so that it is done once. */
  readonly key?: string;
  /** Version of the item that the person saw. */
  readonly version?: number;
}

/** A refusal or failure, by its stable code; the messages make a sentence of it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly about: ProblemParams = {},
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(code);
  }

  /** Whether the portal could not be reached at all. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  get isNotFound(): boolean {
    return this.status === 404;
  }
}

/** Speaks to the server in the words of the contracts. Reads wait for what this browser has written. */
@Injectable({ providedIn: 'root' })
export class Api {
  #position = 0n;
  /** The lowest position that a read has shown. */
  #oldestRead: bigint | undefined;

  /** @throws ApiError */
  async query<O extends Operation>(operation: O, asked: Asked<O>, options: QueryOptions = {}): Promise<AnswerOf<O>> {
    const freshness = this.#position > 0n ? { 'X-Read-After': String(this.#position) } : {};
    return (await this.#send(operation, asked, freshness, options.byStrangers)) as AnswerOf<O>;
  }

  /** @throws ApiError */
  async command<O extends Operation>(
    operation: O,
    asked: Asked<O>,
    options: CommandOptions = {},
  ): Promise<AnswerOf<O>> {
    const answer = (await this.#send(operation, asked, {
      'X-Portico-Request': '1',
      'Idempotency-Key': options.key ?? newKey(),
      ...(options.version !== undefined && { 'If-Match': `"${String(options.version)}"` }),
    })) as AnswerOf<O> & CommandAnswer;
    if (answer.position !== undefined) this.readAfter(answer.position);
    return answer;
  }

  /** From now on, reads show at least this position of the log. */
  readAfter(position: string): void {
    if (BigInt(position) > this.#position) this.#position = BigInt(position);
  }

  /** Whether something was read that may lack what has happened up to this position. */
  hasReadBefore(position: string): boolean {
    return this.#oldestRead !== undefined && this.#oldestRead < BigInt(position);
  }

  #noteRead({ headers }: Response): void {
    const position = headers.get('X-Read-Position');
    if (position === null) return;
    const read = BigInt(position);
    if (this.#oldestRead === undefined || read < this.#oldestRead) this.#oldestRead = read;
  }

  async #send(
    operation: Operation,
    asked: { params?: unknown; query?: unknown; body?: unknown },
    headers: Record<string, string>,
    byStrangers = false,
  ): Promise<unknown> {
    const written = operation.method === 'POST' && {
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(asked.body ?? {}),
    };
    const response = await reach(addressOf(operation, asked), { method: operation.method, headers, ...written });
    this.#noteRead(response);
    if (response.ok) return shownTexts(await response.text());
    if (response.status === 401 && !byStrangers) this.signInAgain();
    throw await refusalOf(response);
  }

  /** A fresh page, since what this one holds in memory is of a person who is not signed in any more. */
  signInAgain(): void {
    location.assign(`/sign-in?${new URLSearchParams({ to: location.pathname + location.search }).toString()}`);
  }
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch {
    throw new ApiError(0, 'unreachable');
  }
}

async function refusalOf(response: Response): Promise<ApiError> {
  // A proxy in between may answer with a page instead of a problem.
  const problem = (await response
    .text()
    .then(shownTexts)
    .catch(() => ({}))) as Partial<Problem>;
  return new ApiError(response.status, problem.code ?? 'unexpected', problem.params, problem.errors);
}

function addressOf({ path }: Operation, { params = {}, query = {} }: { params?: unknown; query?: unknown }): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, string | number | undefined>)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return `/api${filled}${search.size > 0 ? `?${search.toString()}` : ''}`;
}
