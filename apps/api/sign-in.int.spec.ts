import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginSignIn, completeSignIn, getMe, readSignInLink } from '#contracts';
import type { HttpAnswer, HttpClient } from './testing/http-client.harness.js';
import type { ReceivedMail } from './testing/mailbox.harness.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const MINUTE_MS = 60_000;
const RUTH = 'ruth@ashdownpell.example';
const WRONG = ['000001', '000002', '000003', '000004', '000005'];

const ATTEMPT = 'a-secret-of-the-asking-browser';

/** Codes that are not the right one. */
const wrongFor = ({ code }: ReceivedMail) => WRONG.map((wrong) => (wrong === code ? '999999' : wrong));

describe('signing in by mail', () => {
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
  });
  afterAll(() => portal.stop());

  /** Asks for a mail, after the limit of earlier ones has passed. */
  async function asked(http = portal.browser(), attempt?: string): Promise<ReceivedMail> {
    portal.clock.advance(16 * MINUTE_MS);
    const before = (await portal.mailsTo(RUTH)).length;
    await http.ask(beginSignIn, { body: { email: RUTH, ...(attempt !== undefined && { attempt }) } });
    return newMail(before);
  }

  async function newMail(before: number): Promise<ReceivedMail> {
    for (;;) {
      const mail = (await portal.mailsTo(RUTH))[before];
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const byLink = (http: HttpClient, token: string) => http.try(completeSignIn, { body: { token } });
  const byCode = (http: HttpClient, code: string, attempt?: string) =>
    http.try(completeSignIn, { body: { email: RUTH, code, ...(attempt !== undefined && { attempt }) } });

  it('says what a link is for as often as it is asked, and uses nothing up', async () => {
    const { token } = await asked();
    for (let look = 0; look < 3; look += 1) {
      const link = await portal.browser().ask(readSignInLink, { body: { token } });
      expect(link).toMatchObject({ email: 'r…@ashdownpell.example', purpose: 'sign-in', business: 'Ashdown Pell' });
    }
    const http = portal.browser();
    expect(await byLink(http, token)).toMatchObject({ status: 200, body: { personId: admin.id } });
    expect(await http.ask(getMe)).toMatchObject({ id: admin.id, name: 'Ruth Ashdown', email: RUTH });
  });

  it('lets one of many in who use a link at the same moment', async () => {
    const { token, code } = await asked();
    const answers = await Promise.all(Array.from({ length: 10 }, () => byLink(portal.browser(), token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(410)]);
    expect(await byCode(portal.browser(), code)).toMatchObject({ status: 422, body: { code: 'wrong-code' } });
  });

  it('lets one of many in who use a code at the same moment', async () => {
    const { token, code } = await asked();
    const answers = await Promise.all(Array.from({ length: 10 }, () => byCode(portal.browser(), code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(422)]);
    expect(await byLink(portal.browser(), token)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
    expect(await portal.browser().refused(readSignInLink, { body: { token } })).toMatchObject({ status: 410 });
  });

  it('ends link and code after a quarter of an hour', async () => {
    const { token, code } = await asked();
    portal.clock.advance(15 * MINUTE_MS);
    expect((await byCode(portal.browser(), code)).status).toBe(422);
    expect((await byLink(portal.browser(), token)).status).toBe(410);
  });

  it('takes the right code after four wrong ones', async () => {
    const mail = await asked();
    for (const wrong of wrongFor(mail).slice(0, 4)) expect((await byCode(portal.browser(), wrong)).status).toBe(422);
    expect((await byCode(portal.browser(), mail.code)).status).toBe(200);
  });

  it('ends link and code with the fifth wrong code, also when they come at once', async () => {
    for (const attempt of [undefined, ATTEMPT]) {
      const mail = await asked(portal.browser(), attempt);
      const answers = await Promise.all(wrongFor(mail).map((wrong) => byCode(portal.browser(), wrong, attempt)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
      for (const one of [undefined, ATTEMPT]) expect((await byCode(portal.browser(), mail.code, one)).status).toBe(422);
      expect((await byLink(portal.browser(), mail.token)).status).toBe(410);
    }
  });

  it('ends a code for strangers with their fifth wrong one, also when they come at once, and for nobody else', async () => {
    const mail = await asked(portal.browser(), ATTEMPT);
    const tries = [...wrongFor(mail), ...wrongFor(mail)];
    const answers = await Promise.all(
      tries.map((wrong, index) => byCode(portal.browser(), wrong, index % 2 === 0 ? undefined : ATTEMPT.toUpperCase())),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
    expect((await byCode(portal.browser(), mail.code)).status).toBe(422);
    expect((await portal.browser().try(readSignInLink, { body: { token: mail.token } })).status).toBe(200);
    expect((await byCode(portal.browser(), mail.code, ATTEMPT)).status).toBe(200);
  });

  it('lets a stranger who asks in another’s name wear out no tries but their own', async () => {
    const mail = await asked(portal.browser(), ATTEMPT);
    const before = (await portal.mailsTo(RUTH)).length;
    const theirs = 'another-attempt-of-a-stranger';
    await portal.browser().ask(beginSignIn, { body: { email: RUTH, attempt: theirs } });
    const { code } = await newMail(before);
    for (const wrong of [...wrongFor(mail), code]) {
      expect((await byCode(portal.browser(), wrong, theirs)).status).toBe(422);
    }
    expect((await byCode(portal.browser(), mail.code, ATTEMPT)).status).toBe(200);
  });

  it('sends three mails in a quarter of an hour, however many ask at once, and answers the same', async () => {
    portal.clock.advance(16 * MINUTE_MS);
    const before = (await portal.mailsTo(RUTH)).length;
    const ask = () => portal.browser().try(beginSignIn, { body: { email: RUTH } });
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(answers.map(sameFor))).toEqual(new Set([sameFor(await ask())]));
    await newMail(before + 2);
    expect(await portal.mailsTo(RUTH)).toHaveLength(before + 3);
  });

  it('lets an owner in whom strangers try to shut out', async () => {
    const known = (await portal.signIn(RUTH)).http;
    const http = portal.browser();
    for (const [name, value] of known.cookies) if (name.endsWith('known')) http.cookies.set(name, value);
    portal.clock.advance(16 * MINUTE_MS);
    const before = (await portal.mailsTo(RUTH)).length;
    for (let stranger = 0; stranger < 5; stranger += 1) {
      await portal.browser().ask(beginSignIn, { body: { email: RUTH } });
    }
    await newMail(before + 2);
    await http.ask(beginSignIn, { body: { email: RUTH } });
    const own = await newMail(before + 3);
    for (const wrong of [...wrongFor(own), own.code]) {
      expect((await byCode(portal.browser(), wrong)).status).toBe(422);
    }
    expect((await byCode(http, own.code)).status).toBe(200);
    await http.ask(beginSignIn, { body: { email: RUTH } });
    expect(await portal.mailsTo(RUTH)).toHaveLength(before + 4);
  });

  it('makes links to its own address, whatever a request says where it went', async () => {
    const { text } = await asked();
    const http = portal.browser();
    portal.clock.advance(16 * MINUTE_MS);
    const before = (await portal.mailsTo(RUTH)).length;
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    await http.try(beginSignIn, { body: { email: RUTH }, headers: evil });
    const links = /https?:\/\/[^/]+/g;
    expect((await newMail(before)).text.match(links)).toEqual(text.match(links));
    expect(text.match(links)).toEqual([portal.config.url]);
  });

  it('refuses what is no address, no link and no code, and changes nothing', async () => {
    const mails = (await portal.mailsTo(RUTH)).length;
    const addresses = [
      '',
      'ruth',
      'ruth@ashdownpell',
      `${RUTH}\r\nBcc: other@example.com`,
      `${RUTH}\u0000`,
      `ruth\u202e@ashdownpell.example`,
      `"${RUTH} x"@evil.example`,
      `${RUTH},other@evil.example`,
      `${'r'.repeat(250)}@ashdownpell.example`,
      'r'.repeat(900_000),
      [RUTH],
      { $ne: '' },
      null,
    ];
    const bodies = [
      ...addresses.map((email) => [beginSignIn.path, { email }] as const),
      [beginSignIn.path, { email: RUTH, role: 'admin' }] as const,
      ...['', '../../etc/passwd', 'a'.repeat(5_000), { $gt: '' }].map(
        (token) => [completeSignIn.path, { token }] as const,
      ),
      ...['12345', '1234567', '12345a', '١٢٣٤٥٦', 123456].map(
        (code) => [completeSignIn.path, { email: RUTH, code }] as const,
      ),
      [completeSignIn.path, { token: 'a'.repeat(43), email: RUTH, code: '123456' }] as const,
    ];
    for (const [path, body] of bodies) {
      const http = portal.browser();
      const headers = { 'content-type': 'application/json', origin: http.url };
      const answer = await http.send('POST', `/api${path}`, { headers, text: JSON.stringify(body) });
      expect({ body, status: answer.status }).toEqual({ body, status: 400 });
      expect(answer.body).toMatchObject({ code: 'invalid-request' });
      expect([...http.cookies]).toEqual([]);
    }
    expect(await portal.mailsTo(RUTH)).toHaveLength(mails);
  });

  it('notes who came in and who did not, and no secret', async () => {
    const mail = await asked();
    await byCode(portal.browser(), wrongFor(mail)[0] ?? '');
    await byLink(portal.browser(), mail.token);
    const events = portal.logged.map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['sign-in refused', 'signed in']));
    const log = JSON.stringify(portal.logged);
    for (const { token, code } of await portal.mailsTo(RUTH)) {
      expect(log).not.toContain(token);
      expect(log).not.toContain(`"${code}"`);
    }
    expect(log).not.toContain(RUTH);
  });
});

/** All of an answer but what differs between any two. */
function sameFor({ status, headers, text }: HttpAnswer): string {
  const { date: _date, 'x-request-id': _id, ...same } = headers;
  return JSON.stringify([status, same, text]);
}

describe('asking for a sign-in mail', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start({ variables: { PORTICO_TRUSTED_PROXIES: '1' } });
    await portal.setUp();
  });
  afterAll(() => portal.stop());

  const ask = (email: string, from: string) =>
    portal.browser().try(beginSignIn, { body: { email }, headers: { 'x-forwarded-for': from } });
  const stranger = (index: number) => `somebody${String(index)}@example.com`;

  it('is answered with the same bytes in the same time, whether somebody has the address or nobody', async () => {
    const known: HttpAnswer[] = [];
    const unknown: HttpAnswer[] = [];
    const times = { known: [] as number[], unknown: [] as number[] };
    const timed = async (who: 'known' | 'unknown', email: string) => {
      const began = performance.now();
      (who === 'known' ? known : unknown).push(await ask(email, '203.0.113.1'));
      times[who].push(performance.now() - began);
    };
    const lane = async (index: number) => {
      for (let turn = 0; turn < 20; turn += 1) {
        await timed('known', RUTH);
        await timed('unknown', stranger(index * 20 + turn));
      }
    };
    await Promise.all([0, 1, 2, 3, 4].map(lane));
    expect(new Set(known.map(sameFor))).toEqual(new Set(unknown.map(sameFor)));
    const [one, other] = [median(times.known), median(times.unknown)];
    expect(Math.abs(one - other) / Math.min(one, other)).toBeLessThan(0.2);
  });

  it('is limited by where it comes from, and nobody else is held off by that', async () => {
    const answers = await Promise.all(Array.from({ length: 301 }, (_, index) => ask(stranger(index), '203.0.113.2')));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    const wait = Number(refused[0]?.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(900);
    expect((await ask(RUTH, '203.0.113.3')).status).toBe(200);
    portal.clock.advance(wait * 1_000);
    expect((await ask(RUTH, '203.0.113.2')).status).toBe(200);
  });

  it('takes the addresses of one IPv6 network as one', async () => {
    const from = (index: number) => `2001:db8:0:1::${index.toString(16)}`;
    const answers = await Promise.all(Array.from({ length: 301 }, (_, index) => ask(stranger(index), from(index + 1))));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect((await ask(RUTH, '2001:db8:0:2::1')).status).toBe(200);
  });

  it('limits tries of links and codes, too', async () => {
    const body = { token: 'a'.repeat(43) };
    const tryOne = (from: string) =>
      portal.browser().try(completeSignIn, { body, headers: { 'x-forwarded-for': from } });
    const answers = await Promise.all(Array.from({ length: 301 }, () => tryOne('203.0.113.4')));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect((await tryOne('203.0.113.5')).status).toBe(410);
  });
});

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
