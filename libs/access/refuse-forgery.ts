import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { ProblemError, type Config } from '#platform';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site could have made a browser send: writes that carry our cookies need a header that only our
 * own page can add, and its origin. A bearer token is never sent by a browser on its own.
 *
 * @throws ProblemError 403
 */
export function refuseForgery(request: FastifyRequest, config: Pick<Config, 'cookies' | 'url'>): void {
  const { method, headers } = request;
  if (SAFE.has(method) || headers.authorization !== undefined) return;
  if (carriesCookies(request, config) ? isFromOurPage(headers, config) : isFromNoOtherPage(headers, config)) return;
  throw new ProblemError(
    403,
    'cross-site-request',
    'Send this from the portal itself: with its Origin and the header X-Portico-Request: 1.',
  );
}

function carriesCookies({ cookies }: FastifyRequest, { cookies: names }: Pick<Config, 'cookies'>): boolean {
  return cookies[names.session] !== undefined || cookies[names.access] !== undefined;
}

function isFromOurPage(headers: IncomingHttpHeaders, { url }: Pick<Config, 'url'>): boolean {
  return headers.origin === url && headers['x-portico-request'] === '1';
}

/** Programs send no origin. */
function isFromNoOtherPage({ origin }: IncomingHttpHeaders, { url }: Pick<Config, 'url'>): boolean {
  return origin === undefined || origin === url;
}
