import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/** One command or query over HTTP: the one description that server, OpenAPI document and browser share. */
export interface Operation<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Answer extends Schema = Schema,
> {
  /** Its name in camelCase; stable. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Under `/api`, with `:name` for parameters. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  /** 201 with `Location` when something is made. */
  readonly status: 200 | 201;
  /** Whether the item's version must come in `If-Match`. */
  readonly versioned: boolean;
}

type Parts = Partial<Omit<Operation, 'id' | 'method' | 'path' | 'summary' | 'answer'>> & Pick<Operation, 'answer'>;
type Part<P extends Parts, Key extends keyof Parts> =
  P extends Readonly<Record<Key, infer S extends Schema>> ? S : undefined;
type OperationOf<P extends Parts> = Operation<Part<P, 'params'>, Part<P, 'query'>, Part<P, 'body'>, P['answer']>;

/** Declares a query, `GET path`. */
export function query<const P extends Pick<Parts, 'answer' | 'params' | 'query'>>(
  id: string,
  path: `/${string}`,
  summary: string,
  parts: P,
): OperationOf<P> {
  return operation({ method: 'GET', id, path, summary, ...parts });
}

/** Declares a command, `POST path`. */
export function command<const P extends Parts>(
  id: string,
  path: `/${string}`,
  summary: string,
  parts: P,
): OperationOf<P> {
  return operation({ method: 'POST', id, path, summary, ...parts });
}

function operation<O>(parts: Pick<Operation, 'id' | 'method' | 'path' | 'summary'> & Parts): O {
  return { params: undefined, query: undefined, body: undefined, status: 200, versioned: false, ...parts } as O;
}

export type ParamsOf<O> =
  O extends Operation<infer P, infer _Q, infer _B> ? (P extends Schema ? z.infer<P> : undefined) : never;
export type QueryOf<O> =
  O extends Operation<infer _P, infer Q, infer _B> ? (Q extends Schema ? z.infer<Q> : undefined) : never;
export type BodyOf<O> =
  O extends Operation<infer _P, infer _Q, infer B> ? (B extends Schema ? z.infer<B> : undefined) : never;
export type AnswerOf<O> = O extends { readonly answer: infer A extends Schema } ? z.infer<A> : never;
