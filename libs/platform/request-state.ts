import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyOperationRequest } from './operation-request.js';
import type { Principal } from './principal.js';

/** What the pipeline learns about a request on its way to the handler. */
export interface RequestState {
  /** Random; the correlation of what the request causes, and its name in logs. */
  readonly id: string;
  readonly startedAt: number;
  /** The operation's id, once its route is known. */
  operation?: string;
  principal?: Principal;
  /** Account of what the path names; set by the guard, which looked it up. */
  account?: string;
  asked?: AnyOperationRequest;
}

declare module 'fastify' {
  interface FastifyRequest {
    portico: RequestState;
  }
}

export function requestState(context: ExecutionContext): RequestState {
  return httpRequest(context).portico;
}

export function httpRequest(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

export function httpReply(context: ExecutionContext): FastifyReply {
  return context.switchToHttp().getResponse<FastifyReply>();
}
