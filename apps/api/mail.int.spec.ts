import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getMailStatus, inviteColleague, listMails, retryMail, sendTestMail, type MailView } from '#contracts';
import { mailsTo } from './testing/mailbox.harness.js';
import { MailServer } from './testing/mail-server.harness.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const MINUTE_MS = 60_000;

let count = 0;
function somebody() {
  count += 1;
  return {
    name: `Somebody ${String(count)}`,
    email: `somebody${String(count)}@ashdownpell.example`,
    role: 'staff' as const,
  };
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const mailWhere = (admin: TestPerson, to: string, is: (mail: MailView) => boolean) =>
  until(async () => (await admin.http.ask(listMails)).items.find((mail) => mail.to === to && is(mail)));

describe('mail by a mail server', () => {
  let server: MailServer;
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    server = await MailServer.start();
    portal = await TestPortal.start({ variables: { PORTICO_MAIL_URL: server.url } });
    admin = await portal.setUp();
  });
  beforeEach(() => {
    server.refusal = undefined;
    server.taken.length = 0;
    server.signIns = 0;
    // A server in trouble is left alone for a minute.
    portal.clock.advance(2 * MINUTE_MS);
  });
  afterAll(async () => {
    await portal.stop();
    await server.stop();
  });

  const failed = (to: string) => mailWhere(admin, to, ({ state }) => state === 'failed');
  const sent = (to: string) => mailWhere(admin, to, ({ state }) => state === 'sent');
  const retry = ({ id }: MailView) => admin.http.ask(retryMail, { params: { mailId: id } });

  async function invited(): Promise<string> {
    const person = somebody();
    await admin.http.ask(inviteColleague, { body: person });
    return person.email;
  }

  it('goes out as it lies in the folder', async () => {
    const email = await invited();
    const { tries, kind, reason } = await sent(email);
    expect({ tries, kind, reason }).toEqual({ tries: 1, kind: 'invitation', reason: null });
    const { mail } = portal.portal.folder;
    const [taken] = server.taken;
    const kept = readdirSync(mail).map((file) => readFileSync(join(mail, file), 'utf8'));
    expect(kept.map((text) => text.trimEnd())).toContain(taken?.raw.trimEnd());
    expect(taken).toMatchObject({ from: 'portal@ashdownpell.example', to: [email] });
    expect(taken?.raw).toMatch(/^From: Ashdown Pell <portal@ashdownpell\.example>\r$/m);
    expect(await admin.http.ask(getMailStatus)).toMatchObject({
      smtp: true,
      server: `127.0.0.1:${String(server.port)}`,
      waiting: 0,
    });
  });

  it('comes as a test to whoever asks for it', async () => {
    await admin.http.ask(sendTestMail);
    await sent(admin.email);
    expect(server.taken[0]?.raw).toContain('Subject: Test mail from Ashdown Pell');
  });

  it('that meets a wrong password says so, and the server is not asked again and again', async () => {
    server.refusal = { at: 'password', code: 535, message: 'Username and password not accepted' };
    // Connections that are open already are used on.
    await portal.restart();
    const email = await invited();
    const mail = await failed(email);
    expect(mail.reason).toContain('535 Username and password not accepted');
    expect(mail.advice).toContain('PORTICO_MAIL_URL');
    expect(mail.nextTryAt).not.toBeNull();
    const others = [await invited(), await invited(), await invited()];
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.signIns).toBe(1);
    expect(await admin.http.ask(getMailStatus)).toMatchObject({ waiting: 3, failed: 1 });
    server.refusal = undefined;
    await retry(mail);
    for (const to of [email, ...others]) await sent(to);
    expect(server.taken.map(({ to }) => to[0]).sort()).toEqual([email, ...others].sort());
  });

  it('to an address that does not exist is given up, and what the server said of it lies sealed', async () => {
    const message = 'No such user somebody-unknown@ashdownpell.example';
    server.refusal = { at: 'address', code: 550, message };
    const mail = await failed(await invited());
    expect(mail.reason).toContain(message);
    expect(mail.advice).toContain('refuses this address');
    expect(mail.nextTryAt).toBeNull();
    const { data } = portal.config;
    for (const file of ['vault.db', 'vault.db-wal']) {
      expect(readFileSync(join(data, file)).includes('somebody-unknown')).toBe(false);
    }
  });

  it('that is turned away for now goes out a minute later by itself, as the same mail', async () => {
    server.refusal = { at: 'content', code: 451, message: 'Try again later' };
    const email = await invited();
    const mail = await failed(email);
    expect(mail.reason).toContain('451 Try again later');
    expect(Date.parse(mail.nextTryAt ?? '') - portal.clock.now().getTime()).toBeLessThanOrEqual(MINUTE_MS);
    server.refusal = undefined;
    portal.clock.advance(MINUTE_MS);
    expect(await sent(email)).toMatchObject({ tries: 2, advice: null });
    expect(server.taken).toHaveLength(1);
    const folder = portal.portal.folder.mail;
    expect(await mailsTo(folder, email)).toHaveLength(1);
  });

  it('waits for a server that is not there, also over a restart, and goes out once', async () => {
    await server.stop();
    const email = await invited();
    const mail = await failed(email);
    expect(mail.reason).toContain('ECONNREFUSED');
    expect(mail.advice).toContain('cannot be reached');
    const waiting = await invited();
    await server.listen();
    await portal.restart();
    await sent(email);
    await sent(waiting);
    await portal.restart();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.taken.map(({ to }) => to[0]).sort()).toEqual([email, waiting].sort());
  });

  it('is not sent when its link is good no more', async () => {
    server.refusal = { at: 'content', code: 451, message: 'Try again later' };
    const mail = await failed(await invited());
    portal.clock.advance(7 * 24 * 60 * MINUTE_MS);
    admin = await portal.signIn(admin.email, { ask: true });
    expect(await admin.http.refused(retryMail, { params: { mailId: mail.id } })).toMatchObject({
      status: 409,
      code: 'mail-outdated',
    });
    server.refusal = undefined;
    const given = await mailWhere(admin, mail.to ?? '', ({ nextTryAt }) => nextTryAt === null);
    expect(given).toMatchObject({ state: 'failed', reason: 'It could not be sent while its link was good.' });
    expect(given.advice).toContain('invite them again');
  });

  it('is listed a page at a time and by its state', async () => {
    const all = await admin.http.ask(listMails, { query: { limit: 200 } });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.http.ask(listMails, { query: { limit: 3, ...(cursor !== undefined && { cursor }) } });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(ids).toEqual(all.items.map(({ id }) => id));
    const { items } = await admin.http.ask(listMails, { query: { state: 'failed' } });
    expect(items).toEqual(all.items.filter(({ state }) => state === 'failed'));
    expect(items.length).toBeGreaterThan(0);
  });

  it('of which there is none cannot be tried again', async () => {
    const params = { mailId: crypto.randomUUID() };
    expect(await admin.http.refused(retryMail, { params })).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('mail by a server that cannot encrypt as it is told to', () => {
  it('does not leave, and says that encryption is the matter', async () => {
    const server = await MailServer.start();
    const url = server.url.replace('smtp:', 'smtps:');
    const portal = await TestPortal.start({ variables: { PORTICO_MAIL_URL: url } });
    const admin = await portal.setUp();
    await admin.http.ask(sendTestMail);
    const mail = await mailWhere(admin, admin.email, ({ state }) => state === 'failed');
    expect(mail.advice).toContain('encrypted');
    expect(server.signIns).toBe(0);
    await portal.stop();
    await server.stop();
  });
});

describe('mail without a mail server', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await TestPortal.start();
  });
  afterEach(() => portal.stop());

  it('lies in the folder, in order of time and for its owner’s eyes only', async () => {
    const admin = await portal.setUp();
    for (let mail = 0; mail < 3; mail += 1) await admin.http.ask(inviteColleague, { body: somebody() });
    const { folder, smtp } = await admin.http.ask(getMailStatus);
    expect(smtp).toBe(false);
    const { items } = await admin.http.ask(listMails);
    expect(items.map(({ state, tries, nextTryAt }) => [state, tries, nextTryAt])).toEqual(
      Array(3).fill(['kept', 0, null]),
    );
    const files = readdirSync(folder);
    expect(files).toHaveLength(3);
    expect(files).toEqual([...files].sort());
    for (const file of files) {
      expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-invitation-[0-9a-f]{8}\.eml$/);
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
    const [first] = items;
    const asked = { params: { mailId: first?.id ?? '' } };
    expect(await admin.http.refused(retryMail, asked)).toMatchObject({ status: 409, code: 'no-mail-server' });
  });

  it('says what people wrote, and does nothing that they wrote', async () => {
    const business = 'Pell & Söhne <b>"Ltd"</b>, x@evil.example';
    const admin = await portal.setUp({
      name: 'Ruth <script>alert(1)</script>',
      email: 'ruth@ashdownpell.example',
      business,
    });
    const person = somebody();
    await admin.http.ask(inviteColleague, { body: { ...person, name: 'Maya">\'<img src=x onerror=alert(1)>' } });
    const { folder } = await admin.http.ask(getMailStatus);
    const raw = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8');
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(headers.match(/^(from|to|cc|bcc|subject|reply-to):/gim)?.sort()).toEqual(['From:', 'Subject:', 'To:']);
    expect(headers).toMatch(/^To: somebody\d+@ashdownpell\.example\r$/m);
    const [mail] = await portal.mailsTo(person.email);
    expect(mail?.subject).toBe(`Ruth <script>alert(1)</script> invites you to ${business}`);
    expect(mail?.html).toContain('Pell &amp; Söhne &lt;b&gt;&quot;Ltd&quot;&lt;/b&gt;');
    expect(mail?.html).not.toMatch(/<(script|img|b)\b/);
  });
});
