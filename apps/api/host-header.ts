import type { FastifyRequest } from 'fastify';

/** A name or an address, IPv6 in brackets, and a port. */
const HOST = /^(?:\[[0-9a-f:.]+\]|[^\s/?#@\\,:[\]]*)(?::\d*)?$/i;

/** Whether a request says once and well-formed which host it is for, as HTTP/1.1 wants (RFC 9112, 3.2). */
export function namesOneHost({ raw }: Pick<FastifyRequest, 'raw'>): boolean {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length === 0) return raw.httpVersion === '1.0';
  return hosts.length === 1 && HOST.test(raw.headers.host ?? '');
}
