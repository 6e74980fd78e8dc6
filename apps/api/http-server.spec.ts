import { once } from 'node:events';
import { createConnection, type AddressInfo } from 'node:net';
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

describe('a server that stops', () => {
  it('finishes what is under way, and refuses what still comes with a problem document', async () => {
    const adapter = await httpServer(readConfig({}, '/'), quiet);
    const server = adapter.getInstance();
    const finish = Promise.withResolvers<string>();
    server.get('/api/slow', () => finish.promise);
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const socket = createConnection({ host: '127.0.0.1', port });
    let answers = '';
    socket.on('data', (data: Buffer) => (answers += data.toString()));
    const begun = once(server.server, 'request');
    socket.write('GET /api/slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await begun;
    const closed = server.close();
    const late = once(server.server, 'request');
    socket.write('GET /api/slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await late;
    finish.resolve('done');
    await Promise.all([closed, once(socket, 'close')]);
    expect(answers).toMatch(/^HTTP\/1\.1 200 [^]*done\s*HTTP\/1\.1 503 /);
    expect(answers).toContain('content-type: application/problem+json; charset=utf-8');
    expect(answers).toContain('retry-after: 5');
    expect(answers).toContain('"code":"unavailable"');
  });
});
