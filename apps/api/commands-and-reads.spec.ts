import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  completeTask,
  getAccount,
  listAccounts,
  inviteColleague,
  inviteMember,
  openAccount,
  publishNote,
  renameAccount,
  startProject,
  updateStatus,
} from '#contracts';
import { NAME_VIEWS } from '#platform';
import { Routes } from './routes.js';
import type { HttpClient } from './testing/http-client.harness.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let portal: TestPortal;
let admin: TestPerson;
let http: HttpClient;

beforeAll(async () => {
  portal = await TestPortal.start();
  admin = await portal.setUp();
  http = admin.http;
});

afterAll(async () => {
  await portal.stop();
});

const head = () => portal.portal.stores.transactions.store.head();

/** Reads in which nobody and nothing is called by its name out of the views of other contexts. */
const NAMELESS = [
  'getComparison',
  'getMailStatus',
  'getSetup',
  'listMails',
  'listSessions',
  'listTemplates',
  'listTimelineMonths',
];

describe('a read', () => {
  it('waits also for the views that the names in its answer come from', () => {
    const reads = portal.portal.app
      .get(Routes)
      .operations()
      .filter(({ operation }) => operation.method === 'GET');
    const nameless = reads.filter(({ reads = [] }) =>
      NAME_VIEWS.some(({ name }) => !reads.some((view) => view.name === name)),
    );
    expect(nameless.map(({ operation }) => operation.id)).toEqual(NAMELESS);
  });
});

describe('a command', () => {
  it('says where it ended and where its thing is', async () => {
    const { status, headers, body } = await http.try(openAccount, { body: { name: 'Somewhere' } });
    const { id = '', position = '' } = body as { id?: string; position?: string };
    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'x-position': position, location: `/api/accounts/${id}` });
    expect(
      (await http.send('GET', headers.location ?? '', { headers: { 'x-read-after': position } })).body,
    ).toMatchObject({ id });
  });

  it('leads from every 201 to where the new thing can be read', async () => {
    const accountId = await portal.account(admin, 'Followed');
    const invited = { name: 'Fay', email: 'fay@people.example', role: 'viewer' } as const;
    const project = await http.try(startProject, {
      params: { accountId },
      body: { name: 'Followed', template: 'website-project' },
    });
    const { id: projectId = '' } = project.body as { id?: string };
    const made = [
      project,
      await http.try(openAccount, { body: { name: 'Followed too' } }),
      await http.try(publishNote, { params: { projectId }, body: { body: 'Read me' } }),
      await http.try(inviteMember, { params: { accountId }, body: invited }),
      await http.try(inviteColleague, { body: { name: 'Col', email: 'col@people.example', role: 'staff' } }),
    ];
    for (const { status, headers } of made) {
      expect(status).toBe(201);
      const read = await http.send('GET', headers.location ?? '/nowhere', {
        headers: { 'x-read-after': headers['x-position'] as string },
      });
      expect({ location: headers.location, status: read.status }).toEqual({ location: headers.location, status: 200 });
    }
  });

  it('sent twice with one key is done once, and answers the same', async () => {
    const headers = { 'idempotency-key': 'open it once' };
    const first = await http.ask(openAccount, { body: { name: 'Once' }, headers });
    const position = await head();
    expect(await http.ask(openAccount, { body: { name: 'Once' }, headers })).toEqual(first);
    expect(await http.refused(openAccount, { body: { name: 'Twice' }, headers })).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect(await head()).toBe(position);
  });

  it('with the key of another person is another command', async () => {
    const other = await portal.colleague(admin, { name: 'Other', email: 'other@ashdownpell.example', role: 'admin' });
    const headers = { 'idempotency-key': 'the same key' };
    const [mine, theirs] = [
      await http.ask(openAccount, { body: { name: 'Mine' }, headers }),
      await other.http.ask(openAccount, { body: { name: 'Theirs' }, headers }),
    ];
    expect(mine.id).not.toBe(theirs.id);
  });

  it('sent many times at once is done once', async () => {
    const headers = { 'idempotency-key': 'all at once' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => http.ask(openAccount, { body: { name: 'At once' }, headers })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const { items } = await http.ask(listAccounts);
    expect(items.filter(({ name }) => name === 'At once')).toHaveLength(1);
  });

  it.each(['', 'ä', 'x'.repeat(201)])('with the key "%s" is refused', async (key) => {
    const answer = await http.try(openAccount, { body: { name: 'x' }, headers: { 'idempotency-key': key } });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('invalid-request')]);
  });

  it('on a version needs it, well-formed and not old', async () => {
    const accountId = await portal.account(admin, 'Versioned');
    const { version } = await http.ask(getAccount, { params: { accountId } });
    const rename = (name: string, headers: Record<string, string>) =>
      http.try(renameAccount, { params: { accountId }, body: { name }, headers });
    expect(await rename('A', {})).toMatchObject({ status: 428, body: { code: 'version-required' } });
    expect(await rename('A', { 'if-match': '*' })).toMatchObject({ status: 400 });
    expect(await rename('A', { 'if-match': 'W/"1"' })).toMatchObject({ status: 400 });
    expect(await rename('A', { 'if-match': `"${String(version)}"` })).toMatchObject({ status: 200 });
    expect(await rename('B', { 'if-match': String(version) })).toMatchObject({ status: 412 });
    const after = await http.ask(getAccount, { params: { accountId } });
    expect(after).toMatchObject({ name: 'A' });
    expect(await rename('B', { 'if-match': String(after.version) })).toMatchObject({ status: 200 });
  });

  it('on a thing that does not exist is refused before anything else is looked at', async () => {
    const params = { projectId: NOWHERE, taskId: NOWHERE };
    expect(await http.refused(completeTask, { params })).toMatchObject({ status: 404 });
    expect(
      await http.refused(updateStatus, {
        params,
        body: { state: 'late', sentence: 'x' },
        headers: { 'if-match': '0' },
      }),
    ).toMatchObject({ status: 404 });
    expect(
      await http.refused(startProject, {
        params: { accountId: NOWHERE },
        body: { name: 'x', template: 'website-project' },
      }),
    ).toMatchObject({ status: 404 });
  });
});

describe('a read', () => {
  it('sees what was written just before', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const { id, position = '' } = await http.ask(openAccount, { body: { name: `Fresh ${String(turn)}` } });
      const { headers, body } = await http.send('GET', `/api/accounts/${id ?? ''}`, {
        headers: { 'x-read-after': position },
      });
      expect(body).toMatchObject({ name: `Fresh ${String(turn)}` });
      expect(BigInt(headers['x-read-position'] as string)).toBeGreaterThanOrEqual(BigInt(position));
      expect(headers).not.toHaveProperty('x-read-stale');
    }
  });

  it('of what is not there yet waits two seconds, and says that it is stale', async () => {
    const before = performance.now();
    const { status, headers } = await http.send('GET', '/api/accounts', { headers: { 'x-read-after': '999999999' } });
    expect(status).toBe(200);
    expect(headers['x-read-stale']).toBe('1');
    expect(performance.now() - before).toBeGreaterThan(1_900);
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  it.each(['-1', 'x', '1.5', ' ', '1'.repeat(30)])('after position "%s" is refused', async (position) => {
    expect(await http.send('GET', '/api/accounts', { headers: { 'x-read-after': position } })).toMatchObject({
      status: 400,
    });
  });
});
