import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  beginSignIn,
  completeSignIn,
  endOtherSessions,
  endSession,
  getMe,
  listSessions,
  openAccount,
  signOut,
} from '#contracts';
import type { HttpClient } from './testing/http-client.harness.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const RUTH = 'ruth@ashdownpell.example';
const SESSION = '__Host-portico-session';
const ACCESS = '__Host-portico-access';
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

type Json = Record<string, unknown>;
const encoded = (part: Json) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('sessions', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start();
    await portal.setUp();
  });
  afterAll(() => portal.stop());

  async function signedIn(): Promise<TestPerson> {
    portal.clock.advance(16 * MINUTE_MS);
    const before = (await portal.mailsTo(RUTH)).length;
    await portal.browser().ask(beginSignIn, { body: { email: RUTH } });
    while ((await portal.mailsTo(RUTH)).length === before) await new Promise((resolve) => setTimeout(resolve, 10));
    return portal.signIn(RUTH, { ask: false });
  }

  const bearer = (token: string | undefined, http = portal.browser()) =>
    http.try(getMe, { headers: { authorization: `Bearer ${String(token)}` } });

  it('live in two cookies that scripts cannot read and other sites cannot use', async () => {
    const { token } = (await signedIn(), await unusedMail());
    const answer = await portal.browser().try(completeSignIn, { body: { token } });
    const cookies = answer.headers['set-cookie'] ?? [];
    expect(cookies.map((cookie) => cookie.split('=', 1)[0])).toEqual([SESSION, ACCESS, '__Host-portico-known']);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\/(;|$)/);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; SameSite=Strict/);
      expect(cookie).not.toMatch(/Domain/i);
      expect(answer.text).not.toContain(/=([^;]+)/.exec(cookie)?.[1]);
    }
    expect(cookies[0]).toContain('Max-Age=2592000');
    expect(cookies[1]).toContain('Max-Age=600');
  });

  async function unusedMail() {
    const http = portal.browser();
    const before = (await portal.mailsTo(RUTH)).length;
    await http.ask(beginSignIn, { body: { email: RUTH } });
    for (;;) {
      const mail = (await portal.mailsTo(RUTH))[before];
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('are kept as hashes: what lies in the data folder opens nothing', async () => {
    const { http } = await signedIn();
    const secret = http.cookies.get(SESSION)?.split('.')[1] ?? 'missing';
    const { data } = portal.config;
    const stored = ['log.db', 'log.db-wal', 'vault.db', 'vault.db-wal'].map((file) => readFileSync(join(data, file)));
    const { token } = await unusedMail();
    for (const file of stored) {
      expect(file.includes(secret)).toBe(false);
      expect(file.includes(token)).toBe(false);
      expect(file.includes(RUTH)).toBe(false);
      expect(file.includes('Ruth Ashdown')).toBe(false);
    }
  });

  it('are listed with the browser that they are in', async () => {
    const { http } = await signedIn();
    const { token } = await unusedMail();
    await portal.browser().try(completeSignIn, { body: { token }, headers: { 'user-agent': CHROME } });
    const { items } = await http.ask(listSessions);
    expect(items).toContainEqual(expect.objectContaining({ browser: 'Chrome', system: 'Linux' }));
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain(http.cookies.get(SESSION)?.split('.')[1]);
    const first = await http.ask(listSessions, { query: { limit: 1 } });
    const rest = await http.ask(listSessions, { query: { cursor: first.next, limit: 200 } });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  });

  it('end at once, one by one and all others together', async () => {
    const [here, elsewhere, there] = [await signedIn(), await signedIn(), await signedIn()];
    const [token, thatId] = [there.http.cookies.get(ACCESS), there.http.cookies.get(SESSION)?.split('.')[0] ?? ''];
    expect((await bearer(token)).status).toBe(200);
    await here.http.ask(endSession, { params: { sessionId: thatId } });
    expect(await there.http.refused(getMe)).toMatchObject({ status: 401, code: 'signed-out' });
    expect((await bearer(token)).status).toBe(401);
    expect(await here.http.refused(endSession, { params: { sessionId: thatId } })).toMatchObject({ status: 404 });
    await here.http.ask(endOtherSessions);
    expect((await elsewhere.http.try(getMe)).status).toBe(401);
    expect((await here.http.ask(listSessions)).items).toHaveLength(1);
  });

  it('of others can neither be seen nor ended', async () => {
    const { http } = await signedIn();
    const maya = await portal.colleague(await signedIn(), {
      name: 'Maya Ellis',
      email: 'maya@ashdownpell.example',
      role: 'staff',
    });
    const sessionId = http.cookies.get(SESSION)?.split('.')[0] ?? '';
    const foreign = await maya.http.try(endSession, { params: { sessionId } });
    const missing = await maya.http.try(endSession, { params: { sessionId: crypto.randomUUID() } });
    expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text]);
    expect(foreign.status).toBe(404);
    expect((await maya.http.ask(listSessions)).items).toHaveLength(1);
    expect((await http.try(getMe)).status).toBe(200);
  });

  it('end for good when somebody signs out, also over a restart', async () => {
    const { http } = await signedIn();
    const cookies = new Map(http.cookies);
    await http.ask(signOut);
    expect([http.cookies.has(SESSION), http.cookies.has(ACCESS)]).toEqual([false, false]);
    const open = await signedIn();
    await portal.restart();
    for (const [name, value] of cookies) http.cookies.set(name, value);
    expect((await http.try(getMe)).status).toBe(401);
    expect((await bearer(cookies.get(ACCESS))).status).toBe(401);
    expect((await open.http.try(getMe)).status).toBe(200);
  });

  it('give another access token when one has run out, also to many requests at once', async () => {
    const { http } = await signedIn();
    const old = http.cookies.get(ACCESS);
    portal.clock.advance(10 * MINUTE_MS);
    expect((await bearer(old)).status).toBe(401);
    const answers = await Promise.all(Array.from({ length: 10 }, () => http.try(getMe)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(http.cookies.get(ACCESS)).not.toBe(old);
    expect((await bearer(http.cookies.get(ACCESS))).status).toBe(200);
  });

  it('end after thirty days, however much they are used', async () => {
    const { http } = await signedIn();
    for (let day = 0; day < 29; day += 7) {
      portal.clock.advance(7 * DAY_MS - 1);
      expect((await http.try(getMe)).status).toBe(day < 28 ? 200 : 401);
    }
    expect((await http.try(listSessions)).status).toBe(401);
  });

  it('are new after each sign-in, and the browser’s former one is gone', async () => {
    const { http } = await signedIn();
    const before = new Map(http.cookies);
    const { token } = await unusedMail();
    await http.ask(completeSignIn, { body: { token } });
    expect(http.cookies.get(SESSION)).not.toBe(before.get(SESSION));
    const thief = portal.browser();
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await thief.try(getMe)).status).toBe(401);
    expect((await http.try(getMe)).status).toBe(200);
  });

  it('are not taken from whoever makes cookies up', async () => {
    const { http } = await signedIn();
    const [id = '', secret = ''] = http.cookies.get(SESSION)?.split('.') ?? [];
    const changed = `${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`;
    for (const value of [
      id,
      `${id}.`,
      `${id}.${changed}`,
      `.${secret}`,
      `${crypto.randomUUID()}.${secret}`,
      'x'.repeat(3_000),
    ]) {
      const forger = portal.browser();
      forger.cookies.set(SESSION, value);
      expect((await forger.try(getMe)).status).toBe(401);
    }
  });

  describe('by token', () => {
    it('need no more than the token', async () => {
      const { http } = await signedIn();
      const headers = {
        authorization: `Bearer ${String(http.cookies.get(ACCESS))}`,
        'content-type': 'application/json',
      };
      const text = JSON.stringify({ name: 'Opened by a script' });
      expect((await portal.browser().send('POST', `/api${openAccount.path}`, { headers, text })).status).toBe(201);
    });

    it('are refused for every token that is not exactly one of ours', async () => {
      const { http } = await signedIn();
      const own = http.cookies.get(ACCESS) ?? '';
      const [head = '', claims = '', signature = ''] = own.split('.');
      const payload = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Json;
      const secret = portal.portal.folder.key('access-token');
      const signed = (header: Json, body: Json, { key = secret, hash = 'sha256' } = {}) => {
        const text = `${encoded(header)}.${encoded(body)}`;
        return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
      };
      const ours = { alg: 'HS256', typ: 'at+jwt' };
      const { exp: _, ...endless } = payload;
      expect((await bearer(signed(ours, payload))).status).toBe(200);
      const forged = [
        `${encoded({ alg: 'none', typ: 'at+jwt' })}.${claims}.`,
        `${encoded({ alg: 'None', typ: 'at+jwt' })}.${claims}.${signature}`,
        `${head}.${claims}.`,
        `${head}.${claims}`,
        `${head}.${claims}.${signature.slice(0, -4)}`,
        `${head}.${encoded({ ...payload, sub: crypto.randomUUID() })}.${signature}`,
        `${own}.${own}`,
        signed({ ...ours, alg: 'HS512' }, payload, { hash: 'sha512' }),
        signed({ ...ours, typ: 'JWT' }, payload),
        signed({ alg: 'HS256' }, payload),
        signed({ ...ours, kid: '../../dev/null' }, payload, { key: Buffer.alloc(0) }),
        signed({ ...ours, jwk: { kty: 'oct', k: 'AAAA' } }, payload, { key: Buffer.from([0, 0, 0]) }),
        signed(ours, payload, { key: randomBytes(32) }),
        signed(ours, { ...payload, aud: 'another' }),
        signed(ours, { ...payload, iss: 'https://evil.example' }),
        signed(ours, endless),
        signed(ours, { ...payload, exp: String(payload['exp']) }),
        signed(ours, { ...payload, exp: Math.floor(portal.clock.now().getTime() / 1_000) - 1 }),
        signed(ours, { ...payload, nbf: Number(payload['exp']) + 10 ** 9 }),
        signed(ours, { ...payload, sid: crypto.randomUUID() }),
        signed(ours, { ...payload, sub: crypto.randomUUID() }),
        http.cookies.get(SESSION),
      ];
      for (const token of forged) {
        const { status, body } = await bearer(token);
        expect({ token, status, code: (body as Json)['code'] }).toEqual({ token, status: 401, code: 'signed-out' });
      }
      // A header that does not hold is not made good by cookies.
      expect((await bearer('nonsense', http)).status).toBe(401);
      for (const authorization of ['', 'Basic cnV0aDpydXRo', own, `Bearer ${own} ${own}`]) {
        expect((await portal.browser().try(getMe, { headers: { authorization } })).status).toBe(401);
      }
    });
  });

  describe('by cookie', () => {
    it('write only from the portal’s own page', async () => {
      const { http } = await signedIn();
      const json = { 'content-type': 'application/json' };
      const ours = { ...json, origin: http.url, 'x-portico-request': '1' };
      const write = (client: HttpClient, headers: Record<string, string>) =>
        client.send('POST', `/api${openAccount.path}`, { headers, text: JSON.stringify({ name: 'Made elsewhere' }) });
      const { 'x-portico-request': _header, ...withoutHeader } = ours;
      const { origin: _origin, ...withoutOrigin } = ours;
      const foreign = ['https://evil.example', 'null', `${http.url}.evil.example`, http.url.replace('http:', 'https:')];
      for (const headers of [withoutHeader, withoutOrigin, ...foreign.map((origin) => ({ ...ours, origin }))]) {
        expect(await write(http, headers)).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
      }
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        expect((await write(http, { ...ours, 'content-type': type })).status).toBe(415);
      }
      expect((await write(http, ours)).status).toBe(201);
    });
  });
});
