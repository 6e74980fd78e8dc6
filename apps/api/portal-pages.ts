import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { notFound } from '#platform';
import { pagePolicy } from './security-headers.js';

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Portico</title>
<h1>The portal is not built yet</h1><p>Run <code>npm run build</code> and start Portico again. The API under <a href="/api/docs">/api</a> works.</p></html>`;

/** Names that the build makes from the content: under such a name it never changes. */
const HASHED = /(^|\/)((chunk|main|polyfills|styles)|media\/[^/]+)-[\w-]{8}\.\w+(\.br|\.gz)?$/;

/** Serves the built portal from a folder: its files as they are, and its one page for every address that is no file. */
export async function servePortal(server: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  const isBuilt = existsSync(index);
  const page = isBuilt ? withoutBase(readFileSync(index, 'utf8')) : NOT_BUILT;
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      globIgnore: ['**/index.html', '**/*.br', '**/*.gz', '**/*.map'],
      setHeaders: (reply, path) => {
        void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  server.get('/*', (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    // A missing file is not a page: a cache in between must never keep one under the other's name.
    if (/^\/+(api|metrics)(\/|$)/i.test(path) || /\/\.|\.[^/]*$/.test(path)) throw notFound();
    return sendPage(reply, page);
  });
}

/** A base element could turn every relative address of a page elsewhere, so the policy forbids it; addresses start at the root instead. */
function withoutBase(page: string): string {
  return page.replace(/\s*<base [^>]*>/, '').replaceAll(/\b(src|href)="(?![a-z]+:|[/#])/g, '$1="/');
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy(nonce))
    .send(
      page.replace(/ngCspNonce(="[^"]*")?/i, `ngCspNonce="${nonce}"`).replaceAll('<style>', `<style nonce="${nonce}">`),
    );
}
