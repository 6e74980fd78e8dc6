import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getHome, listAccounts, listNotes, listProjects, listTimeline } from '#contracts';
import { verifyChain } from '#event-store';
import { KnownPeople } from '#identity';
import { TestPortal } from '../testing/test-portal.harness.js';
import { DANA, MAYA, MARCUS, RUTH } from './demo-people.js';
import { accountId, seedDemo } from './seed-demo.js';

let portal: TestPortal;

beforeAll(async () => {
  portal = await TestPortal.start();
  await seed(new Date());
});

afterAll(async () => {
  await portal.stop();
});

async function seed(now: Date, into = portal): Promise<void> {
  const { app, stores } = into.portal;
  await seedDemo({ ...stores, people: app.get(KnownPeople), now });
  into.seen.position = await stores.transactions.store.head();
}

describe('the demo', () => {
  it('is told in the order in which things happened, up to now', async () => {
    const { store } = portal.portal.stores.transactions;
    const events = await store.readAll(0n, { limit: 10_000 });
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect((times.at(-1) ?? '') <= new Date().toISOString()).toBe(true);
    expect(await verifyChain(store)).toMatchObject({ valid: true, events: events.length });
  });

  it('is told once, and goes on from there', async () => {
    const { store } = portal.portal.stores.transactions;
    const once = (await store.readAll(0n, { limit: 10_000 })).length;
    await seed(new Date(Date.now() + 10 * 86_400_000));
    expect(await store.readAll(0n, { limit: 10_000 })).toHaveLength(once);
  });

  it('shows its client something to do, something that comes, and something new', async () => {
    const { http } = await portal.signIn(DANA);
    const account = accountId('Acme Coffee Roasters');
    const home = await http.ask(getHome, { params: { accountId: account } });
    expect(home.waitingOnYou.map(({ title }) => title)).toEqual([
      'Approve the design',
      'Send the final texts',
      'Give access to your domain',
    ]);
    expect(home.projects.map(({ name }) => name).sort()).toEqual([
      'Online shop for beans',
      'Tasting room, Gas Ferry Road',
      'Wapping Wharf café website',
      'Wholesale price list',
    ]);
    expect(home.next).toHaveLength(4);
    expect(home.contact?.name).toBe('Maya Ellis');
    const since = home.lastVisit ?? '';
    const { items } = await http.ask(listTimeline, { query: { account, since } });
    expect(items.map(({ kind }) => kind)).toContain('status');
    expect(items.every(({ visibility }) => visibility === 'client')).toBe(true);
  });

  it('has work for its staff, with notes of both kinds', async () => {
    const { http } = await portal.signIn(MAYA);
    expect((await http.ask(listAccounts)).items.map(({ name }) => name)).toEqual([
      'Acme Coffee Roasters',
      'Larkfield Hotels',
    ]);
    const { items } = await http.ask(listProjects, { query: { kind: 'run' } });
    expect(new Set(items.map(({ status }) => status?.state))).toEqual(
      new Set(['on-track', 'at-risk', 'paused', 'finished']),
    );
    const wharf = items.find(({ name }) => name.startsWith('Wapping'));
    const notes = (await http.ask(listNotes, { params: { projectId: wharf?.id ?? '' } })).items;
    expect(new Set(notes.map(({ visibility }) => visibility))).toEqual(new Set(['client', 'internal']));
  });

  it('keeps its clients apart', async () => {
    const { http } = await portal.signIn(MARCUS);
    http.foreign.add('Acme').add('Wapping');
    expect((await http.ask(listProjects)).items.map(({ name }) => name).sort()).toEqual([
      'Garden Rooms website',
      'Spa booking page',
    ]);
  });

  it('never touches a business that was set up by people', async () => {
    const real = await TestPortal.start();
    await real.setUp({ name: 'Somebody', email: RUTH, business: 'A real one' });
    const { store } = real.portal.stores.transactions;
    const before = await store.head();
    await expect(seed(new Date(), real)).rejects.toThrow('the demo needs a folder of its own');
    expect(await store.head()).toBe(before);
    await real.stop();
  });
});
