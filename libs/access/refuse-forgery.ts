import type { FastifyRequest } from 'fastify';
import { ProblemError, type Config } from '#platform';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site could have made a browser send: writes that carry our cookies need a header that only our
 * own page can add, and its origin. A bearer token is never sent by a browser on its own.
 *
 * @throws ProblemError 403
 */
export function refuseForgery(request: FastifyRequest, { cookies, url }: Pick<Config, 'cookies' | 'url'>): void {
  const { headers } = request;
  if (SAFE.has(request.method) || headers.authorization !== undefined) return;
  const carriesCookies = request.cookies[cookies.session] !== undefined || request.cookies[cookies.access] !== undefined;
  const isForeign = headers.origin !== undefined && headers.origin !== url;
  const isForged = carriesCookies && (headers['x-portico-request'] !== '1' || headers.origin === undefined);
  if (isForeign || isForged) {
    throw new ProblemError(403, 'cross-site-request', 'Send this from the portal itself: with its Origin and the header X-Portico-Request: 1.');
  }
}
