import { HttpClient, HttpErrorResponse, type HttpResponse } from '@angular/common/http';
import { Injectable, Injector, inject } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { AnswerOf, BodyOf, CommandAnswer, Operation, ParamsOf, Problem, QueryOf } from '#contracts';

type Given<Key extends string, Value> = [Value] extends [undefined] ? Readonly<Partial<Record<Key, undefined>>> : Readonly<Record<Key, Value>>;

/** What an operation must be given: exactly what its contract says. */
export type Asked<O extends Operation> = Given<'params', ParamsOf<O>> & { readonly query?: QueryOf<O> } & Given<'body', BodyOf<O>>;

export interface CommandOptions {
  /** The same for each try of the same act, so that it is done once. */
  readonly key?: string;
  /** Version of the item that the person saw. */
  readonly version?: number;
}

/** A refusal or failure, as a sentence that its reader can act on. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: Problem['errors'] = [],
  ) {
    super(message);
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
  readonly #http = inject(HttpClient);
  // The router needs the page's title, which needs to know who is signed in, which needs this.
  readonly #injector = inject(Injector);
  #position = 0n;

  async query<O extends Operation>(operation: O, asked: Asked<O>): Promise<AnswerOf<O>> {
    const response = await this.#send(operation, asked, this.freshness());
    return response.body as AnswerOf<O>;
  }

  async command<O extends Operation>(operation: O, asked: Asked<O>, options: CommandOptions = {}): Promise<AnswerOf<O>> {
    const response = await this.#send(operation, asked, {
      'X-Portico-Request': '1',
      'Idempotency-Key': options.key ?? crypto.randomUUID(),
      ...(options.version !== undefined && { 'If-Match': `"${String(options.version)}"` }),
    });
    const answer = response.body as AnswerOf<O> & CommandAnswer;
    if (answer.position !== undefined) this.readAfter(answer.position);
    return answer;
  }

  /** From now on, reads show at least this position of the log. */
  readAfter(position: string): void {
    if (BigInt(position) > this.#position) this.#position = BigInt(position);
  }

  /** Headers of a read that shows what this browser has written. */
  freshness(): Record<string, string> {
    return this.#position > 0n ? { 'X-Read-After': String(this.#position) } : {};
  }

  async #send(operation: Operation, asked: { params?: unknown; query?: unknown; body?: unknown }, headers: Record<string, string>): Promise<HttpResponse<unknown>> {
    try {
      return await firstValueFrom(
        this.#http.request(operation.method, addressOf(operation, asked), {
          headers,
          observe: 'response',
          ...(operation.method === 'POST' && { body: asked.body ?? {} }),
        }),
      );
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #failed(error: unknown): unknown {
    if (!(error instanceof HttpErrorResponse)) return error;
    if (error.status === 401) this.#signInAgain();
    const { code = 'unreachable', detail = '', errors = [] } = (error.error ?? {}) as Partial<Problem>;
    return new ApiError(error.status, code, detail, errors);
  }

  #signInAgain(): void {
    const router = this.#injector.get(Router);
    void router.navigate(['/sign-in'], { queryParams: { to: router.url } });
  }
}

function addressOf({ path }: Operation, { params = {}, query = {} }: { params?: unknown; query?: unknown }): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent((params as Record<string, string>)[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, string | number | undefined>)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return `/api${filled}${search.size > 0 ? `?${search.toString()}` : ''}`;
}
