import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { completeSetup, getMe, getSetup, openSetup, saveSetup } from '#contracts';
import { SetUpLink } from '#workspace';
import { TestPortal } from './testing/test-portal.harness.js';

const RUTH = { name: 'Ruth Ashdown', email: 'ruth@ashdownpell.example', business: 'Ashdown Pell' };

describe('setting a portal up', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await TestPortal.start();
  });
  afterEach(() => portal.stop());

  const link = () => portal.portal.app.get(SetUpLink).renew();
  const tokenOf = (url: string | undefined) => url?.split('/').at(-1) ?? '';
  const head = () => portal.portal.stores.transactions.store.head();

  it('makes the business and its first admin, and signs the admin in', async () => {
    const url = await link();
    expect(url).toMatch(/^http:\/\/localhost:\d+\/setup\/[\w-]{43}$/);
    const http = portal.browser();
    expect(await http.ask(getSetup)).toEqual({ open: true, business: null });
    await http.ask(openSetup, { body: { token: tokenOf(url) } });
    const { id } = await http.ask(completeSetup, { body: RUTH });
    const me = { id, name: 'Ruth Ashdown', email: RUTH.email, business: 'Ashdown Pell', businessRole: 'admin' };
    expect(await http.ask(getMe)).toEqual({ ...me, memberships: [] });
    expect(await portal.browser().ask(getSetup)).toEqual({ open: false, business: 'Ashdown Pell' });
  });

  it('belongs to the one browser that opened the link first', async () => {
    const token = tokenOf(await link());
    const browsers = Array.from({ length: 10 }, () => portal.browser());
    const answers = await Promise.all(browsers.map((http) => http.try(openSetup, { body: { token } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(410)]);
    const winner = browsers.find((http) => http.cookies.size > 0);
    const others = browsers.filter((http) => http !== winner);
    for (const http of others) {
      expect(await http.refused(completeSetup, { body: RUTH })).toMatchObject({
        status: 410,
        code: 'set-up-link-used',
      });
    }
    expect(await head()).toBe(0n);
    // The browser that has it may open the link again.
    await winner?.ask(openSetup, { body: { token } });
    await winner?.ask(completeSetup, { body: RUTH });
  });

  it('keeps what was written so far, for the browser that has the link, until it is done', async () => {
    const token = tokenOf(await link());
    const http = portal.browser();
    const nothing = { name: '', email: '', business: '' };
    expect(await http.ask(openSetup, { body: { token } })).toEqual(nothing);
    const answers = { name: 'Ruth ', email: 'ruth@ash', business: '' };
    await http.ask(saveSetup, { body: answers });
    expect(await http.ask(openSetup, { body: { token } })).toEqual(answers);
    expect(await portal.browser().refused(saveSetup, { body: answers })).toMatchObject({ status: 410 });
    expect(await http.refused(saveSetup, { body: { ...answers, name: 'Ruth\u0000' } })).toMatchObject({ status: 400 });
    expect(await head()).toBe(0n);
    // A new start makes a new link for the same people.
    const newest = portal.browser();
    expect(await newest.ask(openSetup, { body: { token: tokenOf(await link()) } })).toEqual(answers);
    const before = new Map(newest.cookies);
    await newest.ask(completeSetup, { body: RUTH });
    newest.cookies.clear();
    for (const [name, value] of before) newest.cookies.set(name, value);
    expect(await newest.refused(saveSetup, { body: answers })).toMatchObject({ status: 410 });
  });

  it('needs the newest link, which each start makes until there is an admin', async () => {
    const [old, newest] = [tokenOf(await link()), tokenOf(await link())];
    const http = portal.browser();
    expect(await http.refused(openSetup, { body: { token: old } })).toMatchObject({ status: 410 });
    expect(await http.refused(openSetup, { body: { token: 'a'.repeat(43) } })).toMatchObject({ status: 410 });
    await http.ask(openSetup, { body: { token: newest } });
    await http.ask(completeSetup, { body: RUTH });
    expect(await link()).toBeUndefined();
    expect(await portal.browser().refused(openSetup, { body: { token: newest } })).toMatchObject({ status: 410 });
  });

  it('does it once, however often it is sent, also after an answer that never came', async () => {
    const http = portal.browser();
    await http.ask(openSetup, { body: { token: tokenOf(await link()) } });
    const before = new Map(http.cookies);
    const ask = () => http.try(completeSetup, { body: RUTH });
    const answers = await Promise.all([ask(), ask(), ask()]);
    const [first] = answers;
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      Array(3).fill({ status: first.status, body: first.body }),
    );
    expect(first.status).toBe(200);
    const end = await head();
    await portal.restart();
    http.cookies.clear();
    for (const [name, value] of before) http.cookies.set(name, value);
    expect((await ask()).body).toEqual(first.body);
    expect(await http.ask(getMe)).toMatchObject({ businessRole: 'admin' });
    expect(await head()).toBe(end);
  });

  it('is closed for ever after', async () => {
    const http = portal.browser();
    await http.ask(openSetup, { body: { token: tokenOf(await link()) } });
    const before = new Map(http.cookies);
    await http.ask(completeSetup, { body: RUTH });
    const end = await head();
    http.cookies.clear();
    for (const [name, value] of before) http.cookies.set(name, value);
    const other = { ...RUTH, name: 'Mallory', email: 'mallory@evil.example' };
    expect(await http.refused(completeSetup, { body: other })).toMatchObject({ status: 409, code: 'already-set-up' });
    portal.clock.advance(10 * 60_000);
    expect(await http.refused(completeSetup, { body: RUTH })).toMatchObject({ status: 410 });
    expect(await portal.browser().refused(completeSetup, { body: RUTH })).toMatchObject({ status: 410 });
    expect(await head()).toBe(end);
  });

  it('refuses what is no name and no address, and stays open', async () => {
    const http = portal.browser();
    await http.ask(openSetup, { body: { token: tokenOf(await link()) } });
    const bad = [
      { name: '' },
      { name: 'a'.repeat(101) },
      { name: 'Ruth\u202e' },
      { name: 'Ruth\n' + 'x' },
      { business: '\u0000' },
      { email: 'ruth' },
      { admin: true },
    ];
    for (const change of bad) {
      const body = { ...RUTH, ...change };
      expect(await http.refused(completeSetup, { body })).toMatchObject({ status: 400, code: 'invalid-request' });
    }
    expect(await head()).toBe(0n);
    await http.ask(completeSetup, { body: RUTH });
  });
});
