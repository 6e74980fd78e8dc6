import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginSignIn, inviteColleague, listAccounts, listColleagues, openAccount } from '#contracts';
import type { HttpAnswer, HttpClient } from './testing/http-client.harness.js';
import { TestPortal } from './testing/test-portal.harness.js';

const deep = (open: string, close: string) => `{"name":${open.repeat(40_000)}1${close.repeat(40_000)}}`;

/** Bodies for `openAccount`, none of which makes one. */
const BODIES: readonly (readonly [string, string | Buffer])[] = [
  ['a prototype', '{"name":"x","__proto__":{"admin":true}}'],
  ['a prototype by another door', '{"name":"x","constructor":{"prototype":{"admin":true}}}'],
  ['arrays 40,000 deep', deep('[', ']')],
  ['objects 40,000 deep', deep('{"a":', '}')],
  ['a number beyond all numbers', '{"name":1e999999}'],
  ['a number of 100,000 digits', `{"name":${'9'.repeat(100_000)}}`],
  ['half a surrogate pair', '{"name":"a\\ud800b"}'],
  ['half a surrogate pair as bytes', Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d])],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from('{"name":"a'), Buffer.from([0xff]), Buffer.from('b"}')])],
  ['a slash in two bytes', Buffer.concat([Buffer.from('{"name":"a'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
  ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le')],
  ['nothing that anybody could see', '{"name":"\\u200b \\u2060\\u3164"}'],
  ['the same field twice', '{"name":"x","name":""}'],
  ['two values', '{"name":"x"}{"name":"y"}'],
  ['a comment', '{/* x */"name":"x"}'],
  ['NaN', '{"name":NaN}'],
  ['blanks', '   '],
  ['null', 'null'],
  ['a text', '"x"'],
];

/** Headers of a write; by each the request is refused. */
const HEADERS: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
  ['no content type', { 'content-type': '' }, 415],
  ['two content types', { 'content-type': 'application/json, text/plain' }, 415],
  ['a compressed body', { 'content-encoding': 'gzip' }, 415],
  ['a key of no characters', { 'idempotency-key': '' }, 400],
  ['a key of 201 characters', { 'idempotency-key': 'k'.repeat(201) }, 400],
  ['a key with a tab', { 'idempotency-key': 'a\tb' }, 400],
  ['a key that is no ASCII', { 'idempotency-key': 'caf\u00e9' }, 400],
  ['a header of 40,000 characters', { 'x-long': 'a'.repeat(40_000) }, 431],
  ['a body longer than a program would read', { 'content-length': '99999999999' }, 413],
];

describe('what no browser of ours would send', () => {
  let portal: TestPortal;
  let http: HttpClient;

  beforeAll(async () => {
    portal = await TestPortal.start();
    ({ http } = await portal.setUp());
    await http.ask(openAccount, { body: { name: 'Acme' } });
    await http.ask(openAccount, { body: { name: 'Initech' } });
  });
  afterAll(() => portal.stop());

  const head = () => portal.portal.stores.transactions.store.head();
  const post = (text: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    http.send('POST', '/api/accounts', {
      headers: { origin: http.url, 'content-type': 'application/json', 'x-portico-request': '1', ...headers },
      text,
    });
  const answerTo = async (request: string) => {
    const { hostname, port } = new URL(http.url);
    const socket = createConnection({ host: hostname, port: Number(port) });
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    socket.write(request);
    await new Promise((resolve) => socket.once('close', resolve));
    return answer;
  };
  const expectProblem = ({ status, headers, text }: HttpAnswer, expected?: number) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    if (expected !== undefined) expect(status).toBe(expected);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(text).not.toMatch(/node_modules|\.[jt]s:\d/);
  };

  it.each(BODIES)('%s in the body is refused, and nothing changes', async (_, text) => {
    const before = await head();
    expectProblem(await post(text), 400);
    expect(await head()).toBe(before);
  });

  it.each(HEADERS)('%s is refused, and nothing changes', async (_, headers, status) => {
    const before = await head();
    expectProblem(await post('{"name":"Hooli"}', headers), status);
    expect(await head()).toBe(before);
  });

  it('null is a body, where a command takes none', async () => {
    const headers = { origin: http.url, 'content-type': 'application/json', 'x-portico-request': '1' };
    for (const text of ['null', '0', '[]'])
      expectProblem(await http.send('POST', '/api/mail/test', { headers, text }), 400);
    expect((await http.send('POST', '/api/mail/test', { headers })).status).toBe(200);
  });

  it('a body full of wrong fields gets a short answer', async () => {
    const fields = Array.from({ length: 50_000 }, (_, index) => `"k${String(index)}":1`).join();
    for (const text of [`{${fields}}`, `{"${'k'.repeat(1_000_000)}":1}`]) {
      const answer = await post(text);
      expectProblem(answer, 400);
      expect(answer.text.length).toBeLessThan(10_000);
    }
  });

  it('an expectation that nobody has is no reason to fail', async () => {
    expectProblem(await post('{"name":""}', { expect: 'miracles' }), 400);
  });

  it.each(['*', 'W/"1"', '"1","2"', '-1', '0x1', '99999999999999999999', 'null', ''])(
    'the version %s is refused',
    async (version) => {
      const { items } = await http.ask(listAccounts);
      const path = `/api/accounts/${items[0]?.id ?? ''}/name`;
      const headers = { 'content-type': 'application/json', 'x-portico-request': '1', origin: http.url };
      const answer = await http.send('POST', path, {
        headers: { ...headers, 'if-match': version },
        text: '{"name":"X"}',
      });
      expectProblem(answer, 400);
    },
  );

  it('a cursor that was tampered with is refused or harmless', async () => {
    const { next = '' } = await http.ask(listAccounts, { query: { limit: 1 } });
    const [order, ...values] = JSON.parse(Buffer.from(next, 'base64url').toString()) as unknown[];
    const forged = [
      [order],
      [order, ...values, 1],
      [order, {}, {}],
      [order, [], []],
      [order, null, null],
      [order, 1e308, 1e308],
      [order, "'; DROP TABLE documents; --", '\u0000'],
      ['_id asc', ...values],
      { order, values },
      null,
      'x',
    ];
    for (const one of forged) {
      const cursor = Buffer.from(JSON.stringify(one)).toString('base64url');
      const answer = await http.send('GET', `/api/accounts?cursor=${cursor}`);
      if (answer.status !== 200) expectProblem(answer, 400);
    }
    expectProblem(await http.send('GET', `/api/projects?cursor=${next}`), 400);
    expect((await http.ask(listAccounts, { query: { cursor: next } })).items).toHaveLength(1);
  });

  it.each(['1e2', '0x10', '%201', '1%20', '+5', '%2B5', '1.0', '', 'NaN', '1&limit=2', '1201', '0', '-1'])(
    'the number %s of a query is refused',
    async (number) => {
      expectProblem(await http.send('GET', `/api/accounts?limit=${number}`), 400);
      expectProblem(await http.send('GET', `/api/report.csv?months=${number}`), 400);
    },
  );

  it.each(['2026-02-30T00:00:00.000Z', '9999-99-99T99:99:99.999Z', '0000-00-00T00:00:00.000Z'])(
    'the time %s is refused',
    async (time) => {
      const { items } = await http.ask(listAccounts);
      expectProblem(await http.send('GET', `/api/timeline?account=${items[0]?.id ?? ''}&before=${time}`), 400);
    },
  );

  it.each(['colleagues', 'mails', 'replay/parked', 'sessions', 'templates'])(
    'a cursor that %s never gave out is refused',
    async (list) => {
      for (const cursor of ['', 'x', '22222222-2222-4222-8222-222222222222'])
        expectProblem(await http.send('GET', `/api/${list}?cursor=${cursor}`), 400);
    },
  );

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])('%s does nothing', async (method) => {
    expectProblem(await http.send(method, '/api/accounts'));
  });

  it.each(['/api/accounts/%00', '/api/accounts/..%2f..%2fetc', '/api/accounts%2f', '/api/accounts/%zz', '/%c0%af/api'])(
    '%s is nothing',
    async (path) => {
      expectProblem(await http.send('GET', path));
    },
  );

  it('a request that ends in its middle harms nobody', async () => {
    const { hostname, port } = new URL(http.url);
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.end(
      'POST /api/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"na',
    );
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect((await http.ask(listAccounts)).items).toHaveLength(2);
  });

  it.each([
    ['none', ''],
    ['two', 'Host: a.example\r\nHost: b.example\r\n'],
    ['a broken one', 'Host: a b/c\r\n'],
  ])('a request that names %s as its host is refused', async (_, hosts) => {
    const answer = await answerTo(`GET /api/setup HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('content-type: application/problem+json');
  });

  it('an address with another origin in it leads nowhere else', async () => {
    const { port } = new URL(http.url);
    const request = `GET http://evil.example/x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
    expect(await answerTo(request)).not.toContain('evil.example');
  });

  it.each(['a@b.example,c.example', 'a@b.example>', 'a@b.ex;ample', 'a@[127.0.0.1].a', 'a@b(c).example', 'a@b.e{x}'])(
    'a mail server could read %s otherwise: it is no address',
    async (email) => {
      expect(await http.refused(beginSignIn, { body: { email } })).toMatchObject({
        errors: [{ path: 'email', code: 'not-an-email' }],
      });
    },
  );

  it('addresses that look the same are one person', async () => {
    const composed = 'andr\u00e9@studio.example';
    const { id } = await http.ask(inviteColleague, { body: { name: 'André', email: composed, role: 'staff' } });
    const again = { name: 'André', email: 'Andre\u0301@studio.example ', role: 'staff' as const };
    expect((await http.ask(inviteColleague, { body: again })).id).toBe(id);
    expect((await http.ask(listColleagues)).items.map(({ email }) => email)).toContain(composed);
    for (const email of [
      'a\u200b@studio.example',
      'a@studio.exa\u00admple',
      'a@\u2066studio.example',
      'a@b\u3002example',
    ])
      expect(await http.refused(beginSignIn, { body: { email } })).toMatchObject({ code: 'invalid-request' });
  });

  it('never becomes an error of the portal’s own', () => {
    expect(portal.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
