import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { fieldProblems, type FieldProblem, type Operation } from '#contracts';
import { clientInfo } from './client-info.js';
import type { CommandCaller, CommandIdentity } from './command-identity.js';
import type { CookieNames } from './config.js';
import type { OperatedRoute } from './operate.js';
import type { AnyOperationRequest } from './operation-request.js';
import { ProblemError, invalidRequest, notFound } from './problem-details.js';

/** What turns an HTTP request into the request of an operation, and is the same for all. */
export interface RequestReading {
  readonly identity: CommandIdentity;
  readonly cookies: CookieNames;
  /** `YYYY-MM-DDTHH:mm:ss.sssZ` */
  now(): string;
}

type Schema = z.core.$ZodType;

const NOTHING = z.strictObject({});

/**
 * Validates a request by its operation's own schemas.
 *
 * @throws ProblemError 404 for an id that cannot exist, 400 for anything else that is not as declared, 428 without a needed `If-Match`
 */
export function readRequest(
  route: OperatedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  reading: RequestReading,
): AnyOperationRequest {
  const { operation } = route;
  const params = readParams(operation, request.params);
  const errors: FieldProblem[] = [];
  const query = readPart(operation.query, request.query, errors);
  const body = readPart(operation.body, request.body === undefined ? {} : request.body, errors);
  if (errors.length > 0) throw invalidRequest(errors);
  const { principal, account = '' } = request.portico;
  const source = { ...caller(route, request), operation: operation.id, params, body, at: reading.now() };
  return {
    params,
    query,
    body,
    principal,
    account,
    version: operation.versioned ? readIfMatch(request.headers['if-match']) : 0,
    client: clientInfo(request, reply, reading.cookies),
    command: (account) => reading.identity.commandOf(source, account),
  };
}

/** Before sign-in an Idempotency-Key would be everybody's, so that one could meet another's answer. */
function caller({ policy }: OperatedRoute, { portico, headers }: FastifyRequest): CommandCaller {
  const { principal, id: requestId } = portico;
  if (principal)
    return { actor: principal.personId, requestId, idempotencyKey: readIdempotencyKey(headers['idempotency-key']) };
  return { actor: policy.kind === 'set-up' ? 'set-up' : 'visitor', requestId, idempotencyKey: randomUUID() };
}

/** A malformed id names nothing, and answers like an id that does not exist. */
function readParams({ params }: Operation, input: unknown): unknown {
  if (!params) return undefined;
  const parsed = z.safeParse(params, input);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

function readPart(schema: Schema | undefined, input: unknown, errors: FieldProblem[]): unknown {
  const parsed = z.safeParse(schema ?? NOTHING, input);
  if (!parsed.success) errors.push(...fieldProblems(parsed.error.issues));
  return schema ? parsed.data : undefined;
}

function readIdempotencyKey(header: string | string[] | undefined): string {
  if (header === undefined) return randomUUID();
  if (typeof header === 'string' && /^[\x20-\x7e]{1,200}$/.test(header)) return header;
  throw invalidRequest([{ path: 'Idempotency-Key', code: 'not-a-key' }]);
}

function readIfMatch(header: string | undefined): number {
  if (header === undefined) {
    throw new ProblemError(
      428,
      'version-required',
      'Say in If-Match which version you saw, so that nobody else’s change is overwritten unseen.',
    );
  }
  const version = /^(?:"(\d{1,15})"|(\d{1,15}))$/.exec(header);
  if (!version) throw invalidRequest([{ path: 'If-Match', code: 'not-a-version' }]);
  return Number(version[1] ?? version[2]);
}
