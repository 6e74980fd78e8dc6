import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addInternalNote,
  assignStaff,
  completeTask,
  getHome,
  getProject,
  listNotes,
  listProjects,
  listTemplates,
  publishNote,
  recordVisit,
  reopenTask,
  startProject,
  updateStatus,
  type ProjectView,
  type TaskView,
} from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** Stands in everything that is internal; no client may ever receive it. */
const CANARY = 'canary-4711-internal';
/** Titles of the template's internal steps, which no client may receive either. */
const INTERNAL_TITLES = ['Set up budget and team', 'Estimate the build', 'Check speed, accessibility'];

let portal: TestPortal;
let admin: TestPerson;
let maya: TestPerson;
let dana: TestPerson;
let vera: TestPerson;
let otto: TestPerson;
let acme: string;
let projectId: string;

beforeAll(async () => {
  portal = await TestPortal.start();
  admin = await portal.setUp();
  acme = await portal.account(admin, 'Acme');
  const brightwater = await portal.account(admin, 'Brightwater');
  maya = await portal.colleague(admin, { name: 'Maya Ellis', email: 'maya@ashdownpell.example', role: 'staff' });
  dana = await portal.member(admin, acme, { name: 'Dana Okafor', email: 'dana@acme.example', role: 'owner' });
  vera = await portal.member(admin, acme, { name: 'Vera Lind', email: 'vera@acme.example', role: 'viewer' });
  otto = await portal.member(admin, brightwater, {
    name: 'Otto Berg',
    email: 'otto@brightwater.example',
    role: 'owner',
  });
  await admin.http.ask(assignStaff, { params: { accountId: acme }, body: { personId: maya.id } });
  for (const client of [dana, vera, otto])
    for (const text of [CANARY, ...INTERNAL_TITLES]) client.http.foreign.add(text);
  projectId = await started(maya, 'Wapping Wharf café');
});

afterAll(async () => {
  await portal.stop();
});

async function started(person: TestPerson, name: string): Promise<string> {
  const { id = '' } = await person.http.ask(startProject, {
    params: { accountId: acme },
    body: { name, template: 'website-project', startsOn: '2026-11-23' },
  });
  return id;
}

async function read(person: TestPerson, id = projectId): Promise<ProjectView> {
  return person.http.ask(getProject, { params: { projectId: id } });
}

async function task(person: TestPerson, title: string, id = projectId): Promise<TaskView> {
  const found = (await read(person, id)).taskList.find((one) => one.title.startsWith(title));
  if (!found) throw new Error(`${person.email} sees no task ${title}.`);
  return found;
}

async function complete(person: TestPerson, title: string, id = projectId): Promise<void> {
  const { id: taskId } = await task(maya, title, id);
  await person.http.ask(completeTask, { params: { projectId: id, taskId } });
}

describe('templates', () => {
  it('are for the business', async () => {
    const { items } = await maya.http.ask(listTemplates);
    expect(items).toEqual([expect.objectContaining({ id: 'website-project', version: 1, tasks: 17, days: 84 })]);
    expect(await dana.http.refused(listTemplates)).toMatchObject({ status: 403 });
  });
});

describe('a project', () => {
  it('is pinned to its template, with phases in words and dates', async () => {
    const seen = await read(dana);
    expect(seen).toMatchObject({
      kind: 'run',
      name: 'Wapping Wharf café',
      account: { id: acme, name: 'Acme' },
      template: { id: 'website-project', version: 1, name: 'Website project' },
      phase: 'Brief',
      startedOn: '2026-11-23',
      status: null,
      events: 1,
    });
    expect(seen.phases.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'Brief now',
      'Concept later',
      'Design later',
      'Build later',
      'Launch later',
    ]);
  });

  it('shows and counts for clients only what they may know of', async () => {
    const [forDana, forMaya] = [await read(dana), await read(maya)];
    expect(forMaya.taskList).toHaveLength(17);
    expect(forDana.taskList).toHaveLength(14);
    expect([forDana.tasks, forMaya.tasks]).toEqual([14, 17]);
    expect(forMaya.taskList.map(({ title }) => title).slice(0, 3)).toEqual([
      'Hold the kick-off',
      'Set up budget and team',
      'Share your logo, photos and texts',
    ]);
  });

  it('offers each person what they may do now', async () => {
    expect((await read(maya)).allowed).toEqual(['updateStatus', 'publishNote', 'addInternalNote']);
    expect((await read(dana)).allowed).toEqual([]);
    expect((await task(maya, 'Hold the kick-off')).allowed).toEqual(['completeTask']);
    expect((await task(dana, 'Hold the kick-off')).allowed).toEqual([]);
    expect(await task(dana, 'Share your logo')).toMatchObject({
      state: 'blocked',
      waitsFor: ['Hold the kick-off'],
      allowed: [],
    });
  });

  it.each([
    ['an unknown template', { name: 'x', template: 'nothing' }, 422, 'unknown-template'],
    [
      'a day that does not exist',
      { name: 'x', template: 'website-project', startsOn: '2026-02-30' },
      400,
      'invalid-request',
    ],
    [
      'a day that nobody plans for',
      { name: 'x', template: 'website-project', startsOn: '9999-12-31' },
      422,
      'starts-too-far',
    ],
    ['a name that turns the text around', { name: 'x\u202e', template: 'website-project' }, 400, 'invalid-request'],
  ])('is not started with %s', async (_, body, status, code) => {
    expect(await maya.http.refused(startProject, { params: { accountId: acme }, body })).toMatchObject({
      status,
      code,
    });
  });

  it('is started by who may, where they may', async () => {
    const body = { name: 'x', template: 'website-project' };
    expect(await dana.http.refused(startProject, { params: { accountId: acme }, body })).toMatchObject({ status: 403 });
    expect(await otto.http.refused(startProject, { params: { accountId: acme }, body })).toMatchObject({ status: 404 });
    expect(await maya.http.refused(startProject, { params: { accountId: NOWHERE }, body })).toMatchObject({
      status: 404,
    });
  });

  it('answers where it is', async () => {
    const answer = await maya.http.try(startProject, {
      params: { accountId: acme },
      body: { name: 'Second', template: 'website-project' },
    });
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: `/api/projects/${(answer.body as { id: string }).id}` },
    });
  });
});

describe('tasks', () => {
  it('go from one side to the other, each when it is its turn', async () => {
    const id = await started(maya, 'In turn');
    const kickOff = await task(maya, 'Hold the kick-off', id);
    const params = { projectId: id, taskId: kickOff.id };
    expect(await dana.http.refused(completeTask, { params })).toMatchObject({ status: 403, code: 'not-yours' });
    const share = { projectId: id, taskId: (await task(dana, 'Share your logo', id)).id };
    expect(await dana.http.refused(completeTask, { params: share })).toMatchObject({
      status: 409,
      code: 'task-waits',
      detail: '“Share your logo, photos and texts” waits for “Hold the kick-off”.',
    });
    await maya.http.ask(completeTask, { params });
    expect(await task(dana, 'Hold the kick-off', id)).toMatchObject({
      state: 'done',
      doneBy: { id: maya.id, name: 'Maya Ellis' },
      allowed: [],
    });
    expect(await task(dana, 'Share your logo', id)).toMatchObject({
      state: 'open',
      allowed: ['completeTask'],
      unlocks: ['Write the brief'],
    });
    await dana.http.ask(completeTask, { params: share });
    expect(
      (await read(maya, id)).taskList.filter(({ state }) => state === 'done').map(({ doneBy }) => doneBy?.name),
    ).toEqual(['Maya Ellis', 'Dana Okafor']);
  });

  it('open again while nothing that needs them is done', async () => {
    const id = await started(maya, 'Again');
    await complete(maya, 'Hold the kick-off', id);
    await complete(dana, 'Share your logo', id);
    const [kickOff, share] = [await task(maya, 'Hold the kick-off', id), await task(dana, 'Share your logo', id)];
    expect([kickOff.allowed, share.allowed]).toEqual([[], ['reopenTask']]);
    expect(await maya.http.refused(reopenTask, { params: { projectId: id, taskId: kickOff.id } })).toMatchObject({
      status: 409,
      code: 'task-needed',
    });
    await dana.http.ask(reopenTask, {
      params: { projectId: id, taskId: share.id },
      body: { reason: 'One photo was missing.' },
    });
    expect(await task(dana, 'Share your logo', id)).toMatchObject({ state: 'open', doneAt: null, doneBy: null });
  });

  it('are done once, however often that is said', async () => {
    const id = await started(maya, 'Once');
    const params = { projectId: id, taskId: (await task(maya, 'Hold the kick-off', id)).id };
    const headers = { 'idempotency-key': 'one' };
    const first = await maya.http.ask(completeTask, { params, headers });
    expect(await maya.http.ask(completeTask, { params, headers })).toEqual(first);
    expect(await maya.http.ask(completeTask, { params })).toEqual(first);
    expect((await read(maya, id)).events).toBe(2);
  });

  it('answer alike when they are foreign, internal, missing or malformed', async () => {
    const internal = await task(maya, 'Set up budget and team');
    const kickOff = await task(maya, 'Hold the kick-off');
    const tries = [
      await dana.http.try(completeTask, { params: { projectId, taskId: internal.id } }),
      await dana.http.try(completeTask, { params: { projectId, taskId: NOWHERE } }),
      await dana.http.try(completeTask, { params: { projectId, taskId: 'x' } }),
      await dana.http.try(completeTask, { params: { projectId: NOWHERE, taskId: kickOff.id } }),
      await otto.http.try(completeTask, { params: { projectId, taskId: kickOff.id } }),
    ];
    expect(new Set(tries.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(tries[0]).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('are not for viewers', async () => {
    const { id } = await task(maya, 'Share your logo');
    expect(await vera.http.refused(completeTask, { params: { projectId, taskId: id } })).toMatchObject({ status: 403 });
    expect((await read(vera)).taskList.flatMap(({ allowed }) => allowed)).toEqual([]);
  });
});

describe('the status', () => {
  const body = { state: 'on-track', sentence: 'We hold the kick-off on Thursday.' } as const;

  it('is said over the version that was seen', async () => {
    const params = { projectId };
    expect(await maya.http.refused(updateStatus, { params, body })).toMatchObject({ status: 428 });
    await maya.http.ask(updateStatus, { params, body, headers: { 'if-match': '0' } });
    expect((await read(dana)).status).toMatchObject({ ...body, version: 1, by: { id: maya.id, name: 'Maya Ellis' } });
    const later = { ...body, sentence: 'The kick-off was good.' };
    expect(await maya.http.refused(updateStatus, { params, body: later, headers: { 'if-match': '0' } })).toMatchObject({
      status: 412,
      code: 'old-version',
    });
    await maya.http.ask(updateStatus, { params, body: later, headers: { 'if-match': '"1"' } });
    expect((await read(dana)).status).toMatchObject({ ...later, version: 2 });
    expect(await dana.http.refused(updateStatus, { params, body, headers: { 'if-match': '2' } })).toMatchObject({
      status: 403,
    });
  });

  it('is answered again for the same key, also when the version is old by then', async () => {
    const id = await started(maya, 'Retry');
    const asked = { params: { projectId: id }, headers: { 'if-match': '0', 'idempotency-key': 'status-1' } };
    const first = await maya.http.ask(updateStatus, { ...asked, body });
    expect(await maya.http.ask(updateStatus, { ...asked, body })).toEqual(first);
    expect(await maya.http.refused(updateStatus, { ...asked, body: { ...body, sentence: 'Other' } })).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });
});

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
    const before = await read(dana);
    await maya.http.ask(addInternalNote, { params: { projectId }, body: { body: CANARY } });
    const after = await read(dana);
    expect([after.events, after.lastAt]).toEqual([before.events, before.lastAt]);
  });
});

describe('lists of projects', () => {
  it('show the newest activity first, page by page, and only what is theirs', async () => {
    await started(maya, 'Newest of all');
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
    expect((await admin.http.ask(listProjects, { query: { account: acme } })).items).toHaveLength(paged.length);
    expect((await otto.http.ask(listProjects)).items).toEqual([]);
    expect((await otto.http.ask(listProjects, { query: { account: acme } })).items).toEqual([]);
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
    await complete(maya, 'Hold the kick-off');
    const home = await dana.http.ask(getHome, { params: { accountId: acme } });
    expect(home.account).toEqual({ id: acme, name: 'Acme' });
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
    expect((await vera.http.ask(getHome, { params: { accountId: acme } })).waitingOnYou).toEqual([]);
    expect(await otto.http.refused(getHome, { params: { accountId: acme } })).toMatchObject({ status: 404 });
  });

  it('knows when the person was here before', async () => {
    const params = { accountId: acme };
    const lastVisit = async () => (await dana.http.ask(getHome, { params })).lastVisit;
    expect(await lastVisit()).toBeNull();
    await dana.http.ask(recordVisit, { params });
    await dana.http.ask(recordVisit, { params });
    expect(await lastVisit()).toBeNull();
    const left = portal.clock.now().getTime();
    portal.clock.advance(3 * 60 * 60_000);
    const before = Date.parse((await lastVisit()) ?? '');
    expect(Math.abs(before - left)).toBeLessThan(10_000);
    await dana.http.ask(recordVisit, { params });
    expect(Date.parse((await lastVisit()) ?? '')).toBe(before);
  });
});
