import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Log } from './log.js';
import { problemOf } from './problem-details.js';

/** Answers every error as problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), error, this.log);
  }
}

export function sendProblem(reply: FastifyReply, error: unknown, log: Log): void {
  const problem = problemOf(error);
  const { cause, retryAfterSeconds } = problem.extras;
  if (cause !== undefined)
    log.error('request failed', { code: problem.code, request: reply.request.portico.id }, cause);
  if (reply.sent || reply.raw.headersSent) return;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem.body()));
}
