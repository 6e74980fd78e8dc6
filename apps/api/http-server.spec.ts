import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { readConfig, type Log } from '#platform';
import { httpServer } from './http-server.js';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the address of a client', () => {
  let adapter: FastifyAdapter | undefined;

  afterEach(async () => {
    await adapter?.getInstance().close();
  });

  const seenAs = async (proxies: string, forwarded: string) => {
    adapter = await httpServer(readConfig({ PORTICO_TRUSTED_PROXIES: proxies }, '/'), quiet);
    const server = adapter.getInstance();
    server.get('/api/address', (request) => ({ address: request.ip }));
    const answer = await server.inject({
      path: '/api/address',
      headers: { 'x-forwarded-for': forwarded },
      remoteAddress: '10.0.0.9',
    });
    return answer.json<{ address: string }>().address;
  };

  it.each([
    ['0', '203.0.113.1', '10.0.0.9'],
    ['1', '203.0.113.1', '203.0.113.1'],
    ['1', '198.51.100.7, 203.0.113.1', '203.0.113.1'],
    ['2', '198.51.100.7, 203.0.113.1, 10.0.0.8', '203.0.113.1'],
  ])('with %s trusted proxies and "%s" is %s, whatever the client claims', async (proxies, forwarded, address) => {
    expect(await seenAs(proxies, forwarded)).toBe(address);
  });
});
