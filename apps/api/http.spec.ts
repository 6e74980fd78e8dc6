import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMe } from '#contracts';
import type { HttpClient } from './testing/http-client.harness.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const WRITE = { 'content-type': 'application/json', 'x-portico-request': '1' };

let portal: TestPortal;
let admin: TestPerson;
let http: HttpClient;
let origin: string;

beforeAll(async () => {
  portal = await TestPortal.start();
  admin = await portal.setUp();
  http = admin.http;
  origin = portal.config.url;
});

afterAll(async () => {
  expect(portal.logged.filter(({ level }) => level === 'error')).toEqual([]);
  await portal.stop();
});

const post = (path: string, text: string, headers: Record<string, string> = {}) =>
  http.send('POST', path, { headers: { ...WRITE, origin, ...headers }, text });

const head = () => portal.portal.stores.transactions.store.head();

describe('every answer', () => {
  it.each(['/', '/api/me', '/api/nowhere', '/api/health/ready', '/metrics', '/missing.js', '/%ff', '/api/accounts/%'])(
    'to %s has the headers of a safe site',
    async (path) => {
      const { headers } = await portal.browser().send('GET', path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'cache-control': 'no-store',
      });
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|http/);
      expect(headers['content-type']).toMatch(/charset=utf-8$/);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
    },
  );

  it('is not readable by other sites', async () => {
    for (const foreign of ['https://evil.example', 'null', `${origin}.evil.example`]) {
      const { headers } = await http.send('GET', '/api/me', { headers: { origin: foreign } });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
    const preflight = await http.send('OPTIONS', '/api/accounts', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(404);
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('bad input', () => {
  it.each([
    ['malformed JSON', '{"name":', 400, 'bad-request'],
    ['JSON that pollutes prototypes', '{"__proto__":{"admin":true},"name":"x"}', 400, 'bad-request'],
    ['nested pollution', '{"name":"x","constructor":{"prototype":{}}}', 400, 'bad-request'],
    ['no body', '', 400, 'invalid-request'],
    ['a body that is no object', '[]', 400, 'invalid-request'],
    ['null', 'null', 400, 'invalid-request'],
    ['an unknown field', '{"name":"x","role":"admin"}', 400, 'invalid-request'],
    ['a wrong type', '{"name":7}', 400, 'invalid-request'],
    ['an operator', '{"name":{"$ne":null}}', 400, 'invalid-request'],
    ['an empty name', '{"name":"  "}', 400, 'invalid-request'],
    ['an over-long name', `{"name":"${'x'.repeat(101)}"}`, 400, 'invalid-request'],
    ['a NUL', '{"name":"a\\u0000b"}', 400, 'invalid-request'],
    ['a character that turns the direction', '{"name":"a\\u202eb"}', 400, 'invalid-request'],
    ['half of a character', '{"name":"\\ud800"}', 400, 'invalid-request'],
    ['more than 1 MB', `{"name":"${'x'.repeat(1_100_000)}"}`, 413, 'too-large'],
  ])('%s is refused with a problem, and changes nothing', async (_, text, status, code) => {
    const before = await head();
    const answer = await post('/api/accounts', text);
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status,
      body: { status, code, type: `/api/docs#problem-${code}` },
    });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.text).not.toMatch(/at .*\.(js|ts)|node_modules|Error:/);
    expect(await head()).toBe(before);
  });

  it('names each field that is wrong', async () => {
    const { body } = await post('/api/accounts', '{"nome":"x"}');
    expect(body).toMatchObject({
      errors: expect.arrayContaining([{ path: 'nome', code: 'unknown-field', message: 'There is no such field.' }]),
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    '%s is no JSON: 415',
    async (type) => {
      const answer = await post('/api/accounts', '{"name":"x"}', { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    },
  );

  it.each([
    '?name=a&name=b',
    '?nome=a',
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?limit[$ne]=1',
    '?cursor=%00',
    '?cursor=made-up',
    '?__proto__=x',
  ])('the query %s is refused', async (query) => {
    expect(await http.send('GET', `/api/accounts${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });

  it.each([
    '/api/nowhere',
    '/api',
    '/api/',
    '/api/accounts/',
    '/API/accounts',
    '/api/Accounts',
    '/api//accounts',
    '/api/accounts/%2e%2e/me',
    '/api/accounts;x',
    '/api/%61ccounts/..',
    '/missing.js',
    '/api/me.json',
    '/%ff',
    '/api/%c0%af',
  ])('%s is nothing', async (path) => {
    const answer = await http.send('GET', path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('an id of 5,000 characters is nothing', async () => {
    expect(await http.send('GET', `/api/accounts/${'a'.repeat(5_000)}`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('bytes that are no HTTP are answered and do no harm', async () => {
    const { hostname, port } = new URL(origin);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.write('NOT HTTP\r\n\r\n'));
      let received = '';
      socket
        .on('data', (data) => (received += data.toString()))
        .on('end', () => {
          resolve(received);
        })
        .on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain('"code":"bad-request"');
    expect(await http.ask(getMe)).toMatchObject({ id: admin.id });
  });
});

describe('a method or an address that looks like another one', () => {
  it('opens no door for strangers', async () => {
    const account = await portal.account(admin, 'Behind a door');
    const stranger = portal.browser();
    stranger.foreign.add('Behind a door');
    const paths = [
      `/api/accounts/${account}`,
      `/api/accounts/${account}/`,
      `/api/accounts/${account.toUpperCase()}`,
      `//api/accounts/${account}`,
      `/api/accounts/./${account}`,
      `/%61pi/accounts/${account}`,
      `/api/accounts/${account}?x=1`,
      `/api/accounts/${account}#x`,
    ];
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
        const { status } = await stranger.send(method, path, {
          headers: { 'x-http-method-override': 'GET', 'x-original-url': `/api/accounts/${account}` },
        });
        expect({ method, path, isOpen: status < 400 }).toEqual({ method, path, isOpen: false });
      }
    }
  });

  it('HEAD says what GET would', async () => {
    const answer = await http.send('HEAD', '/api/me');
    expect(answer).toMatchObject({ status: 200, text: '' });
  });
});

describe('a write by cookie', () => {
  const text = '{"name":"Forged"}';
  it.each([
    ['without the header', { 'content-type': 'application/json' }, true],
    ['without an origin', WRITE, false],
    ['from another site', { ...WRITE, origin: 'https://evil.example' }, false],
    ['from a page without an origin', { ...WRITE, origin: 'null' }, false],
  ])('%s is refused', async (_, headers, withOrigin) => {
    const before = await head();
    const answer = await http.send('POST', '/api/accounts', {
      headers: { ...headers, ...(withOrigin && { origin }) },
      text,
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
    expect(await head()).toBe(before);
  });

  it('needs none of it with a bearer token', async () => {
    const token = http.cookies.get('__Host-portico-access') ?? '';
    const program = portal.browser('program');
    const answer = await program.send('POST', '/api/accounts', {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      text: '{"name":"By a program"}',
    });
    expect(answer.status).toBe(201);
  });

  it('is not asked from another site even before sign-in', async () => {
    const answer = await portal.browser().send('POST', '/api/sign-in', {
      headers: { ...WRITE, origin: 'https://evil.example' },
      text: '{"email":"a@b.example"}',
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
  });
});

describe('addresses of people', () => {
  it('under another name of this machine lead to the portal’s own', async () => {
    const { port } = new URL(origin);
    const answer = await portal.browser().send('GET', '/projects?x=1', { headers: { host: `127.0.0.1:${port}` } });
    expect(answer).toMatchObject({ status: 307, headers: { location: `${origin}/projects?x=1` } });
    expect(
      await portal.browser().send('GET', '/api/health/live', { headers: { host: `127.0.0.1:${port}` } }),
    ).toMatchObject({ status: 200 });
    expect(await portal.browser().send('GET', '/', { headers: { host: 'portal.example.com' } })).toMatchObject({
      status: 200,
    });
  });

  it('say how to build the portal where it is not built', async () => {
    const { status, text } = await portal.browser().send('GET', '/');
    expect([status, text]).toEqual([200, expect.stringContaining('npm run build')]);
  });
});

describe('for operators', () => {
  it('the portal tells its health and numbers', async () => {
    const anon = portal.browser();
    expect(await anon.send('GET', '/api/health/live')).toMatchObject({ status: 200 });
    expect(await anon.send('GET', '/api/health/ready')).toMatchObject({ status: 200 });
    const { text, headers } = await anon.send('GET', '/metrics');
    // What asks Node for its handles may abort the process.
    expect(text).not.toMatch(/nodejs_active_(handles|requests)/);
    expect(text).toContain('nodejs_active_resources');
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toContain('portico_http_request_duration_seconds_count{operation="getMe",status="200"}');
    expect(text).toContain('portico_view_lag_events{view="person-rights"} 0');
    expect(text).toMatch(/portico_events_appended_total [1-9]/);
    expect(text).toMatch(/portico_append_duration_seconds_count [1-9]/);
  });

  it('each request is one event in the log, without personal data', () => {
    const requests = portal.logged.filter(({ event }) => event === 'request');
    expect(requests.length).toBeGreaterThan(100);
    expect(JSON.stringify(portal.logged)).not.toMatch(/ruth@|Ashdown|Versioned|portico-access/);
  });
});
