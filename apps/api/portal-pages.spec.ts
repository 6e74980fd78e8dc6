import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestPortal } from './testing/test-portal.harness.js';

const INDEX = `<!doctype html><html><head><base href="/"><style>body{margin:0}</style><script src="theme.js"></script></head>
<body><app-root ngCspNonce></app-root><script src="main-1vgSequz.js" type="module"></script></body></html>`;
const SCRIPT = 'console.log("portal");'.repeat(50);

describe('the built portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-pages-'));
  let portal: TestPortal;
  const get = (path: string, headers: Record<string, string> = {}) => portal.browser().send('GET', path, { headers });

  beforeAll(async () => {
    mkdirSync(join(folder, 'media'));
    writeFileSync(join(folder, 'index.html'), INDEX);
    for (const file of [
      'main-1vgSequz.js',
      'theme.js',
      'media/newsreader-latin-Ab_-9xYz.woff2',
      'main-1vgSequz.js.map',
    ]) {
      writeFileSync(join(folder, file), SCRIPT);
    }
    writeFileSync(join(folder, 'main-1vgSequz.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(folder, 'main-1vgSequz.js.gz'), gzipSync(SCRIPT));
    portal = await TestPortal.start({ portal: folder });
  });

  afterAll(async () => {
    await portal.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(['/', '/projects/1', '/sign-in/some_token-x', '/index'])('answers %s with its one page', async (path) => {
    const { status, headers, text } = await get(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(text).toContain('<app-root ngCspNonce="');
  });

  it('needs no base element, which its policy forbids', async () => {
    const { headers, text } = await get('/projects/1');
    expect(text).not.toContain('<base');
    expect(text).toContain('<script src="/theme.js">');
    expect(text).toContain('<script src="/main-1vgSequz.js"');
    expect(headers['content-security-policy']).toContain("base-uri 'none'");
  });

  it('gives each page a nonce of its own, which its policy names', async () => {
    const pages = await Promise.all([get('/'), get('/')]);
    const nonces = pages.map(({ headers, text }) => {
      const policy = headers['content-security-policy'] as string;
      const nonce = /'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? 'none';
      expect(text).toContain(`ngCspNonce="${nonce}"`);
      expect(text).toContain(`<style nonce="${nonce}">`);
      expect(policy).toMatch(/script-src 'self';/);
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it('sends scripts as they were compressed at build, to be kept for ever', async () => {
    const { headers } = await get('/main-1vgSequz.js', { 'accept-encoding': 'gzip, br' });
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringMatching(/^(text|application)\/javascript; charset=utf-8$/i),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringMatching(/accept-encoding/i),
      'x-content-type-options': 'nosniff',
    });
    expect((await get('/main-1vgSequz.js', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip');
    expect(await get('/main-1vgSequz.js')).toMatchObject({ status: 200, text: SCRIPT });
    expect((await get('/media/newsreader-latin-Ab_-9xYz.woff2')).headers['cache-control']).toContain('immutable');
  });

  it('asks again for files whose names say nothing of their content', async () => {
    const { headers } = await get('/theme.js');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await get('/theme.js', { 'if-none-match': headers.etag ?? '' });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it.each([
    '/main-00000000.js',
    '/favicon.ico',
    '/index.html.br',
    '/main-1vgSequz.js.br',
    '/main-1vgSequz.js.map',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/media/..%2f..%2fpackage.json',
    '/.env',
    '/.git/config',
    '/api/me/x.css',
  ])('has no page under %s', async (path) => {
    const { status, headers } = await get(path);
    expect([400, 404]).toContain(status);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});
