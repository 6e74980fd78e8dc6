import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { FieldProblem, Problem, ProblemCode, ProblemParams } from '#contracts';
import { AppendOutcomeUnknown, Refusal, StoreUnavailable, type RefusalKind } from '#event-sourcing';
import { BadCursor } from '#read-models';
import { en } from './messages/en.js';

export interface ProblemExtras {
  /** What its sentence is about, for whoever says it in another language. */
  readonly params?: ProblemParams;
  readonly errors?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  /** What an unexpected error was; logged, never sent. */
  readonly cause?: unknown;
}

/** An error as HTTP answers it: RFC 9457 with a stable kebab-case code, and a sentence that says what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail, { cause: extras.cause });
  }

  body(): Problem {
    const { params, errors } = this.extras;
    return {
      type: `/api/docs#problem-${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(params && { params }),
      ...(errors && {
        errors: errors.map((wrong) => ({ ...wrong, message: en.wrong[wrong.code](wrong.params ?? {}) })),
      }),
    };
  }
}

/** For what does not exist and for what belongs to others: nobody can tell the two apart. */
export function notFound(): ProblemError {
  return new ProblemError(404, 'not-found', 'There is nothing here, or it is not yours to see.');
}

/* A body is full of wrong fields as easily as it has one; its answer must not be longer than itself. */
const MOST_ERRORS = 50;
const LONGEST_PATH = 200;

/** For what is not as declared; the answer names the first 50 fields of it. */
export function invalidRequest(wrong: readonly FieldProblem[]): ProblemError {
  const errors = wrong.slice(0, MOST_ERRORS).map((one) => ({ ...one, path: one.path.slice(0, LONGEST_PATH) }));
  return new ProblemError(400, 'invalid-request', 'Some of what was sent cannot be used; see `errors`.', { errors });
}

const STATUS_OF: Record<RefusalKind, number> = {
  'not-found': 404,
  conflict: 409,
  version: 412,
  invalid: 422,
  forbidden: 403,
};

type Known = readonly [code: ProblemCode, detail: string];

const BAD_REQUEST: Known = ['bad-request', 'The request cannot be understood. Send well-formed HTTP and JSON.'];
const INTERNAL: Known = ['internal-error', 'Something went wrong on our side. Nothing was lost; try again.'];

const BY_STATUS: Readonly<Record<number, Known>> = {
  400: BAD_REQUEST,
  404: ['not-found', 'There is nothing here, or it is not yours to see.'],
  408: ['request-timeout', 'The request took too long to arrive. Send it again.'],
  413: ['too-large', 'The body is larger than 1 MB.'],
  414: ['not-found', 'There is nothing here, or it is not yours to see.'],
  415: ['unsupported-media-type', 'Send JSON with the header Content-Type: application/json, and not compressed.'],
  503: ['unavailable', 'The portal is starting or stopping. Try again in a few seconds.'],
};

/** Any error as HTTP answers it; what nobody foresaw becomes a 500 that says nothing of its cause. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof Refusal) return refused(error);
  if (error instanceof BadCursor) return invalidRequest([{ path: 'cursor', code: 'not-a-cursor' }]);
  if (error instanceof AppendOutcomeUnknown || error instanceof StoreUnavailable) return notTaken(error);
  return unforeseen(error);
}

/** What the log did not take, or did not say whether it took. */
function notTaken(error: AppendOutcomeUnknown | StoreUnavailable): ProblemError {
  const [code, detail]: Known =
    error instanceof StoreUnavailable
      ? ['log-unavailable', 'The log takes nothing at this moment and nothing was done. Try again in a few seconds.']
      : [
          'outcome-unknown',
          'It is not certain whether this was done. Send the same request with the same Idempotency-Key again.',
        ];
  return new ProblemError(503, code, detail, { retryAfterSeconds: 1, cause: error });
}

function refused(refusal: Refusal): ProblemError {
  if (refusal.kind === 'not-found') return notFound();
  const { kind, code, message, params } = refusal;
  return new ProblemError(STATUS_OF[kind], code as ProblemCode, message, params && { params });
}

function unforeseen(error: unknown): ProblemError {
  const status = statusOf(error);
  const [code, detail] = BY_STATUS[status] ?? (status < 500 ? BAD_REQUEST : INTERNAL);
  if (code === 'internal-error') return new ProblemError(500, code, detail, { cause: error });
  return new ProblemError(code === 'not-found' ? 404 : status, code, detail);
}

/** Status of an error that Nest or Fastify made, or of a request whose sender went away in its middle. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  const code = (error as { code?: unknown } | null)?.code;
  const isTheirs = typeof code === 'string' && (code.startsWith('FST_') || code === 'ECONNRESET');
  return typeof status === 'number' && isTheirs ? status : 500;
}
