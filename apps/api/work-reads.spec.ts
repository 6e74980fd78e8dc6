import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addInternalNote,
  completeTask,
  getAccount,
  getHome,
  listNotes,
  listProjects,
  publishNote,
  recordVisit,
  renameAccount,
} from '#contracts';
import { CANARY, readProject, readTask, startAcme, startedProject, type Acme } from './testing/acme.harness.js';
import type { TestPerson } from './testing/test-portal.harness.js';

let acme: Acme;
let admin: TestPerson;
let maya: TestPerson;
let dana: TestPerson;
let vera: TestPerson;
let otto: TestPerson;
let projectId: string;

beforeAll(async () => {
  acme = await startAcme();
  ({ admin, maya, dana, vera, otto } = acme);
  projectId = await startedProject(acme, 'Wapping Wharf café');
});

afterAll(async () => {
  await acme.portal.stop();
});

async function complete({ http }: TestPerson, id: string, title: string): Promise<void> {
  const { id: taskId } = await readTask(maya, id, title);
  await http.ask(completeTask, { params: { projectId: id, taskId } });
}

describe('notes', () => {
  it('are read by who they are for', async () => {
    const params = { projectId };
    await maya.http.ask(publishNote, { params, body: { body: 'Have a look at the counter.' } });
    await maya.http.ask(addInternalNote, { params, body: { body: CANARY } });
    expect((await maya.http.ask(listNotes, { params })).items.map(({ visibility }) => visibility)).toEqual([
      'internal',
      'client',
    ]);
    expect((await maya.http.ask(listNotes, { params, query: { visibility: 'internal' } })).items).toHaveLength(1);
    for (const client of [dana, vera]) {
      expect((await client.http.ask(listNotes, { params })).items).toMatchObject([
        { body: 'Have a look at the counter.', by: { name: 'Maya Ellis' } },
      ]);
      expect((await client.http.ask(listNotes, { params, query: { visibility: 'internal' } })).items).toEqual([]);
      expect(await client.http.refused(addInternalNote, { params, body: { body: 'x' } })).toMatchObject({
        status: 403,
      });
      expect(await client.http.refused(publishNote, { params, body: { body: 'x' } })).toMatchObject({ status: 403 });
    }
    expect(await otto.http.refused(listNotes, { params })).toMatchObject({ status: 404 });
  });

  it('that are internal do not move a project for its client', async () => {
    const before = await readProject(dana, projectId);
    await maya.http.ask(addInternalNote, { params: { projectId }, body: { body: CANARY } });
    const after = await readProject(dana, projectId);
    expect([after.events, after.lastAt]).toEqual([before.events, before.lastAt]);
  });
});

describe('lists of projects', () => {
  it('show the newest activity first, page by page, and only what is theirs', async () => {
    await startedProject(acme, 'Newest of all');
    const whole = await dana.http.ask(listProjects);
    expect(whole.items[0]).toMatchObject({ name: 'Newest of all' });
    const paged: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await dana.http.ask(listProjects, { query: { limit: 2, cursor } });
      paged.push(...page.items.map(({ id }) => id));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(paged).toEqual(whole.items.map(({ id }) => id));
    expect((await maya.http.ask(listProjects)).items).toHaveLength(paged.length);
    expect((await admin.http.ask(listProjects, { query: { account: acme.accountId } })).items).toHaveLength(
      paged.length,
    );
    expect((await otto.http.ask(listProjects)).items).toEqual([]);
    expect((await otto.http.ask(listProjects, { query: { account: acme.accountId } })).items).toEqual([]);
    expect(await dana.http.refused(listProjects, { query: { cursor: 'x' } })).toMatchObject({ status: 400 });
  });

  it('find a part of a name', async () => {
    expect((await dana.http.ask(listProjects, { query: { name: 'WHARF' } })).items.map(({ name }) => name)).toEqual([
      'Wapping Wharf café',
    ]);
  });
});

describe('home', () => {
  it('says what waits on the person, where things stand, what comes next and whom to ask', async () => {
    await complete(maya, projectId, 'Hold the kick-off');
    const home = await dana.http.ask(getHome, { params: { accountId: acme.accountId } });
    expect(home.account).toEqual({ id: acme.accountId, name: 'Acme' });
    expect(home.waitingOnYou).toContainEqual(
      expect.objectContaining({
        title: 'Share your logo, photos and texts',
        project: { id: projectId, name: 'Wapping Wharf café' },
      }),
    );
    expect(home.waitingOnYou.every(({ side, state }) => side === 'client' && state === 'open')).toBe(true);
    expect(home.next.length).toBeLessThanOrEqual(4);
    expect(home.next.map(({ on }) => on)).toEqual(home.next.map(({ on }) => on).sort());
    expect(home.contact).toEqual({ id: maya.id, name: 'Maya Ellis', email: 'maya@ashdownpell.example' });
    expect((await vera.http.ask(getHome, { params: { accountId: acme.accountId } })).waitingOnYou).toEqual([]);
    expect(await otto.http.refused(getHome, { params: { accountId: acme.accountId } })).toMatchObject({ status: 404 });
  });

  it('calls the account by the name that it was given a moment ago', async () => {
    const params = { accountId: acme.accountId };
    const { version } = await admin.http.ask(getAccount, { params });
    await admin.http.ask(renameAccount, {
      params,
      body: { name: 'Acme Ltd' },
      headers: { 'if-match': String(version) },
    });
    expect((await dana.http.ask(getHome, { params })).account.name).toBe('Acme Ltd');
    expect((await dana.http.ask(listProjects)).items[0]?.account.name).toBe('Acme Ltd');
  });

  it('knows when the person was here before', async () => {
    const params = { accountId: acme.accountId };
    const lastVisit = async () => (await dana.http.ask(getHome, { params })).lastVisit;
    expect(await lastVisit()).toBeNull();
    await dana.http.ask(recordVisit, { params });
    await dana.http.ask(recordVisit, { params });
    expect(await lastVisit()).toBeNull();
    const left = acme.portal.clock.now().getTime();
    acme.portal.clock.advance(3 * 60 * 60_000);
    const before = Date.parse((await lastVisit()) ?? '');
    expect(Math.abs(before - left)).toBeLessThan(10_000);
    await dana.http.ask(recordVisit, { params });
    expect(Date.parse((await lastVisit()) ?? '')).toBe(before);
  });
});
