import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';
import type { CookieNames } from './config.js';
import type { ClientInfo } from './operation-request.js';

const LONGEST_USER_AGENT = 500;

/** The client behind a request, and its cookies. */
export function clientInfo(request: FastifyRequest, reply: FastifyReply, { secure }: CookieNames): ClientInfo {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  return {
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT),
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, maxAge) => void reply.setCookie(name, value, { ...attributes, maxAge }),
    clearCookie: (name) => void reply.clearCookie(name, attributes),
  };
}
