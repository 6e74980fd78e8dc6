import { expect, test as base } from '@playwright/test';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Canary } from './canary.ts';

const FOREIGN = 'Brightwater canary';

/** A site that can leak in each of the ways that a portal could. */
const routes: Record<string, (response: ServerResponse) => void> = {
  '/quiet': (response) => response.end('<p>Ours</p>'),
  '/page': (response) => response.end(`<p>${FOREIGN}</p>`),
  '/header': (response) => response.setHeader('x-account', FOREIGN).end('<p>Ours</p>'),
  '/fetch': (response) => response.end('<script>fetch("/page")</script>'),
  '/live': (response) => response.end('<script>new EventSource("/signals")</script>'),
  '/signals': (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${FOREIGN}\n\n`);
  },
};

const test = base.extend<{ site: string }>({
  site: async ({}, use) => {
    const server = createServer(({ url = '' }, response) => {
      if (url !== '/signals') response.setHeader('content-type', 'text/html');
      routes[url]?.(response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await use(`http://localhost:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
});

test.describe('the tenancy canary', () => {
  for (const path of ['/page', '/header', '/fetch', '/live']) {
    test(`sees what leaks by ${path}`, async ({ context, page, site }) => {
      const canary = new Canary();
      await canary.watch(context, [FOREIGN]);
      await page.goto(`${site}${path}`);
      await expect.poll(() => canary.leaks.length).toBeGreaterThan(0);
      expect(canary.leaks[0]?.text).toBe(FOREIGN);
    });
  }

  test('is silent where nothing leaks, and has read it', async ({ context, page, site }) => {
    const canary = new Canary();
    await canary.watch(context, [FOREIGN]);
    await page.goto(`${site}/quiet`);
    await canary.settled();
    expect(canary.leaks).toEqual([]);
    expect(canary.read).toBeGreaterThan(0);
  });
});
