import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  beginSignIn,
  changeMemberRole,
  completeSignIn,
  getAccount,
  getMe,
  inviteMember,
  readSignInLink,
  reinviteMember,
  removeMember,
} from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const DAY_MS = 24 * 3_600_000;

describe('members of an account', () => {
  let portal: TestPortal;
  let admin: TestPerson;
  let acme: string;
  let count = 0;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
    acme = await portal.account(admin, 'Acme Coffee Roasters');
  });
  afterAll(() => portal.stop());

  /** Somebody whom nobody knows yet. */
  function somebody() {
    count += 1;
    return { name: `Somebody ${String(count)}`, email: `somebody${String(count)}@acme.example` };
  }

  const head = () => portal.portal.stores.transactions.store.head();
  const key = (idempotencyKey: string) => ({ 'idempotency-key': idempotencyKey });
  const member = (accountId: string, person = somebody()) =>
    portal.member(admin, accountId, { ...person, role: 'member' });

  async function mailTo(email: string, index = 0) {
    for (;;) {
      const mail = (await portal.mailsTo(email))[index];
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('cannot come in any more by an invitation to what they were taken off, be it by link or by code', async () => {
    for (const by of ['link', 'code']) {
      const person = somebody();
      const { id = '' } = await admin.http.ask(inviteMember, {
        params: { accountId: acme },
        body: { ...person, role: 'member' },
      });
      const { token, code } = await mailTo(person.email);
      await admin.http.ask(removeMember, { params: { accountId: acme, personId: id } });
      const stranger = portal.browser();
      if (by === 'link')
        expect(await stranger.refused(readSignInLink, { body: { token } })).toMatchObject({ code: 'link-expired' });
      const body = by === 'link' ? { token } : { email: person.email, code };
      expect(await stranger.refused(completeSignIn, { body })).toMatchObject({
        code: by === 'link' ? 'link-expired' : 'wrong-code',
      });
      expect(await stranger.refused(getMe)).toMatchObject({ status: 401 });
    }
  });

  it('come in by an invitation that says who invites them to what, and belong from then on', async () => {
    const dana = { name: 'Dana Okafor', email: 'dana@acme.example' };
    const { id } = await admin.http.ask(inviteMember, {
      params: { accountId: acme },
      body: { ...dana, role: 'owner' },
    });
    const mail = await mailTo(dana.email);
    expect(mail.subject).toBe('Ruth Ashdown invites you to Ashdown Pell');
    expect(mail.text).toContain('Hello Dana Okafor');
    const { account, purpose } = await portal.browser().ask(readSignInLink, { body: { token: mail.token } });
    expect({ account, purpose }).toEqual({ account: 'Acme Coffee Roasters', purpose: 'invitation' });
    const before = await admin.http.ask(getAccount, { params: { accountId: acme } });
    expect(before.members).toMatchObject([{ id, name: dana.name, email: dana.email, role: 'owner', joined: false }]);
    const http = portal.browser();
    await http.ask(completeSignIn, { body: { token: mail.token } });
    expect((await http.ask(getMe)).memberships).toEqual([
      { account: acme, name: 'Acme Coffee Roasters', role: 'owner' },
    ]);
    const after = await admin.http.ask(getAccount, { params: { accountId: acme } });
    expect(after.members).toMatchObject([{ id, joined: true }]);
    expect((await portal.browser().try(completeSignIn, { body: { token: mail.token } })).status).toBe(410);
  });

  it('may as well ask for a sign-in mail, or type the code of their invitation', async () => {
    const [one, other] = [somebody(), somebody()];
    for (const person of [one, other]) {
      await admin.http.ask(inviteMember, { params: { accountId: acme }, body: { ...person, role: 'viewer' } });
    }
    await portal.browser().ask(beginSignIn, { body: { email: one.email } });
    const { token, subject } = await mailTo(one.email, 1);
    expect(subject).toBe('Sign in to Ashdown Pell');
    const http = portal.browser();
    await http.ask(completeSignIn, { body: { token } });
    expect((await http.ask(getMe)).memberships).toHaveLength(1);
    const { code } = await mailTo(other.email);
    await portal.browser().ask(completeSignIn, { body: { email: other.email, code } });
  });

  it('can come for seven days, and strangers who guess codes do not end that', async () => {
    const [early, late] = [somebody(), somebody()];
    for (const person of [early, late]) {
      await admin.http.ask(inviteMember, { params: { accountId: acme }, body: { ...person, role: 'member' } });
    }
    const [inTime, tooLate] = [await mailTo(early.email), await mailTo(late.email)];
    for (let guess = 0; guess < 6; guess += 1) {
      const code = String(guess).padStart(6, inTime.code.startsWith('0') ? '1' : '0');
      expect((await portal.browser().try(completeSignIn, { body: { email: early.email, code } })).status).toBe(422);
    }
    const { code } = inTime;
    expect((await portal.browser().try(completeSignIn, { body: { email: early.email, code } })).status).toBe(422);
    portal.clock.advance(7 * DAY_MS - 60_000);
    await portal.browser().ask(completeSignIn, { body: { token: inTime.token } });
    portal.clock.advance(60_000);
    expect((await portal.browser().try(completeSignIn, { body: { token: tooLate.token } })).status).toBe(410);
    admin = await portal.signIn(admin.email);
  });

  it('are invited once, also when the same is sent again and at the same moment', async () => {
    const person = somebody();
    const asked = { params: { accountId: acme }, body: { ...person, role: 'member' as const }, headers: key('once') };
    const answers = await Promise.all([1, 2, 3].map(() => admin.http.ask(inviteMember, asked)));
    answers.push(await admin.http.ask(inviteMember, asked));
    expect(new Set(answers.map(({ id, position }) => `${String(id)} ${String(position)}`)).size).toBe(1);
    const end = await head();
    await admin.http.ask(inviteMember, { ...asked, headers: {} });
    expect(await head()).toBe(end);
    expect(await portal.mailsTo(person.email)).toHaveLength(1);
  });

  it('stay unknown when their invitation is refused', async () => {
    const [first, second] = [somebody(), somebody()];
    const asked = { params: { accountId: acme }, headers: key('twice') };
    await admin.http.ask(inviteMember, { ...asked, body: { ...first, role: 'member' } });
    const end = await head();
    expect(await admin.http.refused(inviteMember, { ...asked, body: { ...second, role: 'member' } })).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    const other = { params: { accountId: acme }, body: { ...first, role: 'owner' as const } };
    expect(await admin.http.refused(inviteMember, other)).toMatchObject({ status: 409, code: 'already-invited' });
    expect(await head()).toBe(end);
    await portal.browser().ask(beginSignIn, { body: { email: second.email } });
    await admin.http.ask(inviteMember, { params: { accountId: acme }, body: { ...second, role: 'member' } });
    expect((await mailTo(second.email)).subject).toContain('invites you');
  });

  it('can belong to several accounts under one address', async () => {
    const person = somebody();
    const other = await portal.account(admin, 'Brightwater');
    const { http, id } = await member(acme, person);
    const invited = await admin.http.ask(inviteMember, {
      params: { accountId: other },
      body: { name: 'Another spelling', email: person.email.toUpperCase(), role: 'viewer' },
    });
    expect(invited.id).toBe(id);
    expect((await http.ask(getMe)).memberships).toHaveLength(1);
    const { token } = await mailTo(person.email, 1);
    await http.ask(completeSignIn, { body: { token } });
    expect((await http.ask(getMe)).memberships.map(({ role }) => role).sort()).toEqual(['member', 'viewer']);
  });

  it('lose their place at once, and can be invited again', async () => {
    const person = somebody();
    const { http, id } = await member(acme, person);
    const asked = { params: { accountId: acme, personId: id } };
    await admin.http.ask(changeMemberRole, { ...asked, body: { role: 'owner' } });
    // Without saying what was written: nobody needs to know it for the change to hold.
    const read = () => http.send('GET', `/api/accounts/${acme}`);
    expect((await read()).status).toBe(200);
    await admin.http.ask(changeMemberRole, { ...asked, body: { role: 'viewer' } });
    expect((await read()).status).toBe(403);
    await admin.http.ask(removeMember, asked);
    expect((await read()).status).toBe(404);
    expect((await http.ask(getMe)).memberships).toEqual([]);
    expect(await admin.http.refused(removeMember, asked)).toMatchObject({ status: 404 });
    expect(await admin.http.refused(reinviteMember, asked)).toMatchObject({ status: 404 });
    await admin.http.ask(inviteMember, { params: { accountId: acme }, body: { ...person, role: 'member' } });
    const { token } = await mailTo(person.email, 1);
    await http.ask(completeSignIn, { body: { token } });
    expect((await http.ask(getMe)).memberships).toHaveLength(1);
  });

  it('get their invitation again when it is asked for, once for each asking', async () => {
    const person = somebody();
    const { id } = await admin.http.ask(inviteMember, {
      params: { accountId: acme },
      body: { ...person, role: 'member' },
    });
    const asked = { params: { accountId: acme, personId: id ?? '' }, headers: key('again') };
    await admin.http.ask(reinviteMember, asked);
    await admin.http.ask(reinviteMember, asked);
    const mails = await portal.mailsTo(person.email);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ token }) => token)).size).toBe(2);
  });

  it('get the invitation that could not be sent when the portal starts again', async () => {
    const person = somebody();
    const folder = portal.portal.folder.mail;
    const asked = {
      params: { accountId: acme },
      body: { ...person, role: 'member' as const },
      headers: key('broken'),
    };
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'no folder any more');
    expect((await admin.http.try(inviteMember, asked)).status).toBe(500);
    rmSync(folder);
    await portal.restart();
    expect((await mailTo(person.email)).subject).toContain('invites you');
    await admin.http.ask(inviteMember, asked);
    await portal.restart();
    await portal.browser().ask(beginSignIn, { body: { email: person.email } });
    await mailTo(person.email, 1);
    expect(await portal.mailsTo(person.email)).toHaveLength(2);
  });
});
