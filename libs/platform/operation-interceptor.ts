import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { CommandAnswer } from '#contracts';
import { Clock } from './clock.js';
import { CommandIdentity } from './command-identity.js';
import { Config } from './config.js';
import { Freshness } from './freshness.js';
import { routeOf, type OperatedRoute } from './operate.js';
import { readRequest, type RequestReading } from './read-request.js';
import { httpReply, httpRequest } from './request-state.js';

/** Between the guard and the handler of an operation: validates, waits for views, and says in headers where in the log the answer stands. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  readonly #reading: RequestReading;

  constructor(
    identity: CommandIdentity,
    config: Config,
    clock: Clock,
    private readonly freshness: Freshness,
  ) {
    this.#reading = { identity, cookies: config.cookies, now: () => clock.now().toISOString() };
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(context.getHandler());
    return route ? from(this.#operate(route, context, next)) : next.handle();
  }

  async #operate(route: OperatedRoute, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const request = httpRequest(context);
    const reply = httpReply(context);
    request.portico.asked = readRequest(route, request, reply, this.#reading);
    if (route.operation.method === 'GET') {
      await this.freshness.waitFor(route, request, reply);
      return lastValueFrom(next.handle());
    }
    this.freshness.refuseWhenBehind();
    const answered = (await lastValueFrom(next.handle())) as CommandAnswer;
    sayWhere(route, request, reply, answered);
    return answered;
  }
}

function sayWhere(
  { operation, location }: OperatedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  answered: CommandAnswer,
): void {
  const { id, position } = answered;
  if (position !== undefined) void reply.header('x-position', position);
  if (operation.status !== 201 || id === undefined) return;
  const parameters: Record<string, string> = { ...(request.params as Record<string, string>), id };
  const path = request.url.split('?', 1)[0] ?? '';
  const place = location && `/api${location.replaceAll(/:(\w+)/g, (_, name: string) => parameters[name] ?? '')}`;
  void reply.header('location', place ?? `${path}/${id}`);
}
