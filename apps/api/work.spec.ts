import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { completeTask, listTemplates, reopenTask, startProject, updateStatus } from '#contracts';
import { readProject, readTask, startAcme, startedProject, type Acme } from './testing/acme.harness.js';
import type { TestPerson } from './testing/test-portal.harness.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let acme: Acme;
let maya: TestPerson;
let dana: TestPerson;
let vera: TestPerson;
let otto: TestPerson;
let projectId: string;

beforeAll(async () => {
  acme = await startAcme();
  ({ maya, dana, vera, otto } = acme);
  projectId = await startedProject(acme, 'Wapping Wharf café');
});

afterAll(async () => {
  await acme.portal.stop();
});

async function complete({ http }: TestPerson, id: string, title: string): Promise<void> {
  const { id: taskId } = await readTask(maya, id, title);
  await http.ask(completeTask, { params: { projectId: id, taskId } });
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
    const seen = await readProject(dana, projectId);
    expect(seen).toMatchObject({
      kind: 'run',
      name: 'Wapping Wharf café',
      account: { id: acme.accountId, name: 'Acme' },
      template: { id: 'website-project', version: 1, name: 'Website project' },
      phase: 'Brief',
      startedOn: acme.portal.clock.now().toISOString().slice(0, 10),
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
    const [forDana, forMaya] = [await readProject(dana, projectId), await readProject(maya, projectId)];
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
    expect((await readProject(maya, projectId)).allowed).toEqual(['updateStatus', 'publishNote', 'addInternalNote']);
    expect((await readProject(dana, projectId)).allowed).toEqual([]);
    expect((await readTask(maya, projectId, 'Hold the kick-off')).allowed).toEqual(['completeTask']);
    expect((await readTask(dana, projectId, 'Hold the kick-off')).allowed).toEqual([]);
    expect(await readTask(dana, projectId, 'Share your logo')).toMatchObject({
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
    expect(await maya.http.refused(startProject, { params: { accountId: acme.accountId }, body })).toMatchObject({
      status,
      code,
    });
  });

  it('is started by who may, where they may', async () => {
    const body = { name: 'x', template: 'website-project' };
    expect(await dana.http.refused(startProject, { params: { accountId: acme.accountId }, body })).toMatchObject({
      status: 403,
    });
    expect(await otto.http.refused(startProject, { params: { accountId: acme.accountId }, body })).toMatchObject({
      status: 404,
    });
    expect(await maya.http.refused(startProject, { params: { accountId: NOWHERE }, body })).toMatchObject({
      status: 404,
    });
  });

  it('is started once for one key', async () => {
    const asked = { params: { accountId: acme.accountId }, headers: { 'idempotency-key': 'start-1' } };
    const body = { name: 'Only one', template: 'website-project' };
    const first = await maya.http.ask(startProject, { ...asked, body });
    expect(await maya.http.ask(startProject, { ...asked, body })).toEqual(first);
    expect(await maya.http.refused(startProject, { ...asked, body: { ...body, name: 'Other' } })).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('answers where it is', async () => {
    const answer = await maya.http.try(startProject, {
      params: { accountId: acme.accountId },
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
    const id = await startedProject(acme, 'In turn');
    const kickOff = await readTask(maya, id, 'Hold the kick-off');
    const params = { projectId: id, taskId: kickOff.id };
    expect(await dana.http.refused(completeTask, { params })).toMatchObject({ status: 403, code: 'not-yours' });
    const share = { projectId: id, taskId: (await readTask(dana, id, 'Share your logo')).id };
    expect(await dana.http.refused(completeTask, { params: share })).toMatchObject({
      status: 409,
      code: 'task-waits',
      detail: '“Share your logo, photos and texts” waits for “Hold the kick-off”.',
    });
    await maya.http.ask(completeTask, { params });
    expect(await readTask(dana, id, 'Hold the kick-off')).toMatchObject({
      state: 'done',
      doneBy: { id: maya.id, name: 'Maya Ellis' },
      allowed: [],
    });
    expect(await readTask(dana, id, 'Share your logo')).toMatchObject({
      state: 'open',
      allowed: ['completeTask'],
      unlocks: ['Write the brief'],
    });
    await dana.http.ask(completeTask, { params: share });
    expect(
      (await readProject(maya, id)).taskList.filter(({ state }) => state === 'done').map(({ doneBy }) => doneBy?.name),
    ).toEqual(['Maya Ellis', 'Dana Okafor']);
  });

  it('open again while nothing that needs them is done', async () => {
    const id = await startedProject(acme, 'Again');
    await complete(maya, id, 'Hold the kick-off');
    await complete(dana, id, 'Share your logo');
    const [kickOff, share] = [
      await readTask(maya, id, 'Hold the kick-off'),
      await readTask(dana, id, 'Share your logo'),
    ];
    expect([kickOff.allowed, share.allowed]).toEqual([[], ['reopenTask']]);
    expect(await maya.http.refused(reopenTask, { params: { projectId: id, taskId: kickOff.id } })).toMatchObject({
      status: 409,
      code: 'task-needed',
    });
    await dana.http.ask(reopenTask, {
      params: { projectId: id, taskId: share.id },
      body: { reason: 'One photo was missing.' },
    });
    expect(await readTask(dana, id, 'Share your logo')).toMatchObject({ state: 'open', doneAt: null, doneBy: null });
  });

  it('are done once, whoever says so at the same moment', async () => {
    const id = await startedProject(acme, 'Together');
    const params = { projectId: id, taskId: (await readTask(maya, id, 'Hold the kick-off')).id };
    await Promise.all([maya, acme.admin, maya, acme.admin].map(({ http }) => http.ask(completeTask, { params })));
    expect((await readProject(maya, id)).events).toBe(2);
  });

  it('are done once, however often that is said', async () => {
    const id = await startedProject(acme, 'Once');
    const params = { projectId: id, taskId: (await readTask(maya, id, 'Hold the kick-off')).id };
    const headers = { 'idempotency-key': 'one' };
    const first = await maya.http.ask(completeTask, { params, headers });
    expect(await maya.http.ask(completeTask, { params, headers })).toEqual(first);
    expect(await maya.http.ask(completeTask, { params })).toEqual(first);
    expect((await readProject(maya, id)).events).toBe(2);
  });

  it('answer alike when they are foreign, internal, missing or malformed', async () => {
    const internal = await readTask(maya, projectId, 'Set up budget and team');
    const kickOff = await readTask(maya, projectId, 'Hold the kick-off');
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
    const { id } = await readTask(maya, projectId, 'Share your logo');
    expect(await vera.http.refused(completeTask, { params: { projectId, taskId: id } })).toMatchObject({ status: 403 });
    expect((await readProject(vera, projectId)).taskList.flatMap(({ allowed }) => allowed)).toEqual([]);
  });
});

describe('the status', () => {
  const body = { state: 'on-track', sentence: 'We hold the kick-off on Thursday.' } as const;

  it('is said over the version that was seen', async () => {
    const params = { projectId };
    expect(await maya.http.refused(updateStatus, { params, body })).toMatchObject({ status: 428 });
    await maya.http.ask(updateStatus, { params, body, headers: { 'if-match': '0' } });
    expect((await readProject(dana, projectId)).status).toMatchObject({
      ...body,
      version: 1,
      by: { id: maya.id, name: 'Maya Ellis' },
    });
    const later = { ...body, sentence: 'The kick-off was good.' };
    expect(await maya.http.refused(updateStatus, { params, body: later, headers: { 'if-match': '0' } })).toMatchObject({
      status: 412,
      code: 'old-version',
    });
    await maya.http.ask(updateStatus, { params, body: later, headers: { 'if-match': '"1"' } });
    expect((await readProject(dana, projectId)).status).toMatchObject({ ...later, version: 2 });
    expect(await dana.http.refused(updateStatus, { params, body, headers: { 'if-match': '2' } })).toMatchObject({
      status: 403,
    });
  });

  it('is answered again for the same key, also when the version is old by then', async () => {
    const id = await startedProject(acme, 'Retry');
    const asked = { params: { projectId: id }, headers: { 'if-match': '0', 'idempotency-key': 'status-1' } };
    const first = await maya.http.ask(updateStatus, { ...asked, body });
    expect(await maya.http.ask(updateStatus, { ...asked, body })).toEqual(first);
    expect(await maya.http.refused(updateStatus, { ...asked, body: { ...body, sentence: 'Other' } })).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });
});
