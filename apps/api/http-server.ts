import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, isLoopback, sendProblem, type Config, type Log } from '#platform';
import { answerBrokenRequest } from './answer-broken-request.js';
import { namesOneHost } from './host-header.js';
import { securityHeaders } from './security-headers.js';

const MEGABYTE = 1_048_576;
const LONGEST_PARAMETER = 500;
/** Longer than it takes to send 1 MB over a bad line, too short to keep many half-sent requests waiting. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP server below Nest: limits, cookies, JSON only, and what every answer carries. */
export async function httpServer(config: Config, log: Log): Promise<FastifyAdapter> {
  const headers = securityHeaders(config);
  const adapter = new FastifyAdapter({
    trustProxy: config.trustedProxies > 0 && ((_peer, hop) => hop < config.trustedProxies),
    bodyLimit: MEGABYTE,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // Fastify's own refusal of a request while it stops is no problem document, and Node's of one without a host neither.
    return503OnClosing: false,
    http: { requireHostHeader: false },
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // The router refuses a malformed address before any hook runs.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      begin(request, reply, headers);
      sendProblem(reply, error, log);
    },
    // What is no HTTP, or too much of it, never becomes a request.
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
      answerBrokenRequest(error, socket, headers);
    },
    skipMiddie: true,
  });
  const server: FastifyInstance = adapter.getInstance();
  server.decorateRequest('portico');
  let isStopping = false;
  server.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply, headers);
    if (isStopping) sendProblem(reply, stopping(), log);
    else if (!namesOneHost(request)) sendProblem(reply, new BadRequestException(), log);
    else if (!redirectLoopback(request, reply, config)) done();
  });
  readJsonOnly(server);
  // Node would answer an expectation that it does not know by itself; it may as well be ignored (RFC 9110, 10.1.1).
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  await server.register(fastifyCookie);
  return adapter;
}

function begin(request: FastifyRequest, reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  request.portico = { id: randomUUID(), startedAt: performance.now() };
  void reply.header('x-request-id', request.portico.id);
  void reply.headers(headers);
}

/**
 * Cookies and the origin belong to one name of this machine: a page under another one would never sign in. Only between
 * names of this machine: a proxy may well call us by one of them.
 */
function redirectLoopback(
  { method, url, host, hostname }: FastifyRequest,
  reply: FastifyReply,
  config: Config,
): boolean {
  const isPage = method === 'GET' && /^\/(?!api(\/|$)|metrics)/.test(url);
  if (!isPage) return false;
  const own = new URL(config.url);
  if (!isLoopback(own.hostname) || !isLoopback(hostname) || host === own.host) return false;
  void reply.redirect(`${config.url}${url}`, 307);
  return true;
}

function readJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isEncoded(request)) done(new UnsupportedMediaTypeException());
    // Browsers send the header with an empty body where a command takes none.
    else if (body.length === 0) done(null, undefined);
    // Decoding would put replacement characters in place of what was meant, and store them.
    else if (!isUtf8(body)) done(new BadRequestException());
    else void parse(request, body.toString(), done);
  });
}

function isEncoded({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding'];
  return encoding !== undefined && encoding.toLowerCase() !== 'identity';
}

function stopping(): ProblemError {
  const detail = 'The portal is stopping. Try again in a few seconds.';
  return new ProblemError(503, 'unavailable', detail, { retryAfterSeconds: 5 });
}
