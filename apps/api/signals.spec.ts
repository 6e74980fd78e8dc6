import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addInternalNote,
  assignStaff,
  getMe,
  publishNote,
  removeMember,
  signOut,
  startProject,
  unassignStaff,
} from '#contracts';
import type { HttpClient } from './testing/http-client.harness.js';
import { SignalListener } from './testing/signal-listener.harness.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

let portal: TestPortal;
let admin: TestPerson;
let maya: TestPerson;
let dana: TestPerson;
let otto: TestPerson;
let acme: string;
let brightwater: string;
let projectId: string;
const listeners: SignalListener[] = [];

const listen = async (http: HttpClient, options?: Parameters<typeof SignalListener.open>[1]) => {
  // Whose rights are still on their way would be asked to come again.
  await http.ask(getMe);
  const listener = await SignalListener.open(http, options);
  listeners.push(listener);
  await listener.until(() => listener.signals.some(({ event }) => event === 'ready'));
  return listener;
};

const changed = ({ signals }: SignalListener) => signals.filter(({ event }) => event === 'changed');

beforeAll(async () => {
  portal = await TestPortal.start();
  admin = await portal.setUp();
  [acme, brightwater] = [await portal.account(admin, 'Acme'), await portal.account(admin, 'Brightwater')];
  maya = await portal.colleague(admin, { name: 'Maya Ellis', email: 'maya@ashdownpell.example', role: 'staff' });
  dana = await portal.member(admin, acme, { name: 'Dana Okafor', email: 'dana@acme.example', role: 'owner' });
  otto = await portal.member(admin, brightwater, {
    name: 'Otto Berg',
    email: 'otto@brightwater.example',
    role: 'owner',
  });
  await admin.http.ask(assignStaff, { params: { accountId: acme }, body: { personId: maya.id } });
  const body = { name: 'Café', template: 'website-project' };
  projectId = (await admin.http.ask(startProject, { params: { accountId: acme }, body })).id ?? '';
});

afterEach(() => {
  for (const listener of listeners.splice(0)) listener.close();
});

afterAll(async () => {
  await portal.stop();
});

describe('an open page', () => {
  it('hears within a moment what changed in its own accounts, and nothing of others', async () => {
    const pages = await Promise.all([admin, maya, dana, otto].map(({ http }) => listen(http)));
    const [ofAdmin, ofMaya, ofDana, ofOtto] = pages;
    const { position = '0' } = await maya.http.ask(publishNote, { params: { projectId }, body: { body: 'Hello' } });
    for (const page of [ofAdmin, ofMaya, ofDana]) {
      await page?.until(() =>
        changed(page).some(
          ({ data }) => data.views?.includes('notes') && BigInt(data.position ?? 0) >= BigInt(position),
        ),
      );
    }
    await otto.http.send('GET', '/api/me');
    expect(ofOtto && changed(ofOtto)).toEqual([]);
    expect(ofDana && changed(ofDana)[0]?.data.account).toBe(acme);
  });

  it('is told from where on it hears everything', async () => {
    const { position = '0' } = await maya.http.ask(publishNote, { params: { projectId }, body: { body: 'Before' } });
    const page = await listen(dana.http);
    const [ready] = page.signals.filter(({ event }) => event === 'ready');
    expect(BigInt(ready?.data.position ?? 0)).toBeGreaterThanOrEqual(BigInt(position));
  });

  it('of a client hears nothing of what is internal', async () => {
    const [ofDana, ofMaya] = [await listen(dana.http), await listen(maya.http)];
    await maya.http.ask(addInternalNote, { params: { projectId }, body: { body: 'Between us' } });
    await ofMaya.until(() => changed(ofMaya).length > 0);
    expect(changed(ofDana)).toEqual([]);
  });

  it('that comes back is told what it missed, by header or by address', async () => {
    const first = await listen(dana.http);
    await maya.http.ask(publishNote, { params: { projectId }, body: { body: 'One' } });
    await first.until(() => changed(first).length > 0);
    const seen = first.signals.at(-1)?.id ?? '';
    first.close();
    await maya.http.ask(publishNote, { params: { projectId }, body: { body: 'Two' } });
    for (const options of [{ headers: { 'last-event-id': seen } }, { path: `/api/signals?lastEventId=${seen}` }]) {
      const back = await listen(dana.http, options);
      await back.until(() => changed(back).length > 0);
      expect(back.signals.some(({ event }) => event === 'reset')).toBe(false);
    }
  });

  it.each(['someboot-1', 'x', '', '%00'])(
    'that comes back with "%s", which nobody gave it, is told to read all again',
    async (id) => {
      const page = await listen(dana.http, { path: `/api/signals?lastEventId=${id}` });
      expect(page.signals[0]).toMatchObject({ event: 'reset' });
    },
  );

  it('cannot be told what others heard, whatever it says it saw', async () => {
    const ofDana = await listen(dana.http);
    await maya.http.ask(publishNote, { params: { projectId }, body: { body: 'Three' } });
    await ofDana.until(() => changed(ofDana).length > 0);
    const [boot] = (ofDana.signals[0]?.id ?? '').split('-');
    const ofOtto = await listen(otto.http, { headers: { 'last-event-id': `${boot ?? ''}-0` } });
    expect(changed(ofOtto).filter(({ data }) => data.account === acme)).toEqual([]);
  });

  it('closes at once when its session ends', async () => {
    const guest = await portal.member(admin, acme, { name: 'Guest', email: 'guest@acme.example', role: 'viewer' });
    const page = await listen(guest.http);
    await guest.http.ask(signOut);
    await page.until(() => !page.isOpen);
  });

  it('closes when rights change, and hears nothing more of what was lost', async () => {
    const guest = await portal.member(admin, acme, { name: 'Gone', email: 'gone@acme.example', role: 'viewer' });
    const [ofGuest, ofMaya] = [await listen(guest.http), await listen(maya.http)];
    await admin.http.ask(removeMember, { params: { accountId: acme, personId: guest.id } });
    await ofGuest.until(() => !ofGuest.isOpen);
    await admin.http.ask(unassignStaff, { params: { accountId: acme, personId: maya.id } });
    await ofMaya.until(() => !ofMaya.isOpen);
    const back = await listen(maya.http);
    await admin.http.ask(publishNote, { params: { projectId }, body: { body: 'Without Maya' } });
    await admin.http.send('GET', '/api/projects', { headers: { 'x-read-after': String(portal.seen.position) } });
    expect(changed(back)).toEqual([]);
  });

  it('is one of a dozen at most', async () => {
    for (let count = 0; count < 12; count += 1) await listen(otto.http);
    const answer = await otto.http.send('GET', '/api/signals');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-streams' } });
    listeners[0]?.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await listen(otto.http);
  });

  it('is for people who are signed in', async () => {
    expect(await portal.browser().send('GET', '/api/signals')).toMatchObject({ status: 401 });
  });

  it('has the headers that keep proxies from holding it back', async () => {
    const { headers } = await dana.http.send('HEAD', '/api/signals');
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });

  it('lets a portal that stops close at once', async () => {
    const page = await listen(dana.http);
    const before = performance.now();
    await portal.restart();
    expect(performance.now() - before).toBeLessThan(3_000);
    await page.until(() => !page.isOpen);
  });
});
