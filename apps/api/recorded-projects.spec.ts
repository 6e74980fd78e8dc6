import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getProject,
  getReceipt,
  listProjects,
  listTimeline,
  listTimelineMonths,
  publishNote,
  type ReceiptView,
  type TimelineEntry,
} from '#contracts';
import { transact, uuidv5, type CommandContext, type NewEvent } from '#event-sourcing';
import { project } from '#workflow';
import { startAcme, type Acme } from './testing/acme.harness.js';
import { isProven } from './testing/proven-receipt.harness.js';

const CASE = '00000000-0000-4000-8000-00000000000c';
const PETE = '00000000-0000-4000-8000-00000000000d';

let acme: Acme;

beforeAll(async () => {
  acme = await startAcme();
});

afterAll(async () => {
  await acme.portal.stop();
});

async function entries(): Promise<TimelineEntry[]> {
  return (await acme.dana.http.ask(listTimeline, { query: { account: acme.accountId, project: CASE } })).items;
}

async function receipt(eventId = ''): Promise<ReceiptView> {
  return acme.dana.http.ask(getReceipt, { params: { accountId: acme.accountId, eventId } });
}

/** The command that records a case. */
function importOf(caseId: string): CommandContext {
  return {
    commandId: uuidv5(caseId, 'import'),
    commandPrint: '',
    correlationId: '',
    causationId: '',
    actor: 'import',
    account: acme.accountId,
    at: '2026-11-24T08:52:07.000Z',
  };
}

describe('a recorded project', () => {
  const activity = (data: object): NewEvent => ({
    type: 'ActivityRecorded',
    visibility: 'client',
    data: { attributes: [], ...data },
  });
  const attributes = [
    { key: 'impact', type: 'string', value: 'Medium' },
    { key: 'team', type: 'list', value: '', children: [{ key: 'lead', type: 'string', value: 'Pete' }] },
  ];

  beforeAll(async () => {
    const { transactions } = acme.portal.portal.stores;
    const context = importOf(CASE);
    const outcome = await transact(transactions, `project-${CASE}`, project, context, () => [
      {
        type: 'ProjectRecorded',
        visibility: 'client',
        data: {
          source: 'incidents',
          caseName: '1-4711',
          attributes: [{ key: 'cost', type: 'int', value: '007' }],
          events: 4,
        },
      },
      activity({ activity: 'Queued', lifecycle: 'Awaiting Assignment', occurredAt: '2012-03-15T11:53:52.000+01:00' }),
      activity({
        activity: 'Accepted',
        occurredAt: '2012-03-15T10:53:52.000Z',
        resource: 'Pete',
        resourceId: PETE,
        attributes,
      }),
      activity({ activity: 'Opened', occurredAt: '2012-02-29T23:59:59.999+01:00' }),
      activity({ activity: 'Guessed' }),
    ]);
    acme.portal.seen.position = outcome.position;
  });

  it('stands at the times when things happened, in the order of its file where they are equal', async () => {
    const told = await entries();
    expect(told.map(({ sentence, body, by, at, occurredAt }) => ({ sentence, body, by, at, occurredAt }))).toEqual([
      { sentence: 'Guessed', body: null, by: null, at: '2026-11-24T08:52:07.000Z', occurredAt: null },
      {
        sentence: 'Accepted',
        body: 'Pete',
        by: null,
        at: '2026-11-24T08:52:07.000Z',
        occurredAt: '2012-03-15T10:53:52.000Z',
      },
      {
        sentence: 'Queued, Awaiting Assignment',
        body: null,
        by: null,
        at: '2026-11-24T08:52:07.000Z',
        occurredAt: '2012-03-15T11:53:52.000+01:00',
      },
      {
        sentence: 'Opened',
        body: null,
        by: null,
        at: '2026-11-24T08:52:07.000Z',
        occurredAt: '2012-02-29T23:59:59.999+01:00',
      },
    ]);
    expect(told[0]?.project).toEqual({ id: CASE, name: '1-4711' });
    const { items } = await acme.dana.http.ask(listTimelineMonths, {
      query: { account: acme.accountId, project: CASE },
    });
    expect(items).toEqual([
      { month: '2026-11', entries: 1 },
      { month: '2012-03', entries: 2 },
      { month: '2012-02', entries: 1 },
    ]);
  });

  it('has no steps and takes no commands', async () => {
    expect(await acme.dana.http.ask(getProject, { params: { projectId: CASE } })).toMatchObject({
      kind: 'recorded',
      name: '1-4711',
      phase: 'Guessed',
      lastAt: '2012-03-15T10:53:52.000Z',
      events: 4,
      taskList: [],
      allowed: [],
      recorded: {
        source: 'incidents',
        importedAt: '2026-11-24T08:52:07.000Z',
        firstAt: '2012-02-29T23:59:59.999+01:00',
        attributes: [{ key: 'cost', value: '007' }],
      },
    });
    const refused = await acme.maya.http.refused(publishNote, { params: { projectId: CASE }, body: { body: 'x' } });
    expect(refused).toMatchObject({ status: 409, code: 'recorded-project' });
    const { items } = await acme.dana.http.ask(listProjects, { query: { account: acme.accountId, kind: 'recorded' } });
    expect(items.map(({ id }) => id)).toEqual([CASE]);
  });

  it('has receipts that say where an entry came from, and that an erased name is gone', async () => {
    const [, accepted] = await entries();
    const proof = await receipt(accepted?.id);
    expect(proof).toMatchObject({
      who: { name: 'Pete', email: null },
      imported: { source: 'incidents', caseName: '1-4711', place: 2 },
      attributes: [
        { key: 'impact', value: 'Medium' },
        { key: 'team › lead', value: 'Pete' },
      ],
      chain: { valid: true, events: 5 },
    });
    expect(JSON.stringify(proof.proof)).not.toContain('Pete');
    await acme.portal.portal.stores.personal.erase(PETE);
    const [, erased] = await entries();
    expect(erased?.body).toBe('Someone whose name was erased');
    const after = await receipt(accepted?.id);
    expect(after).toMatchObject({ who: { name: null }, chain: { valid: true } });
    expect(after.attributes).toContainEqual({ key: 'team › lead', value: 'Erased' });
    expect(isProven(after)).toBe(true);
  });
});

describe('a recorded project that is internal', () => {
  const INTERNAL = '00000000-0000-4000-8000-00000000000e';
  const NOWHERE = '22222222-2222-4222-8222-222222222222';
  const write = { 'content-type': 'application/json', 'x-portico-request': '1', 'if-match': '0' };

  beforeAll(async () => {
    const { transactions } = acme.portal.portal.stores;
    const data = { source: 'incidents', caseName: '1-4712', attributes: [], events: 0 };
    const outcome = await transact(transactions, `project-${INTERNAL}`, project, importOf(INTERNAL), () => [
      { type: 'ProjectRecorded', visibility: 'internal', data },
    ]);
    acme.portal.seen.position = outcome.position;
  });

  it.each([
    ['GET', '', {}],
    ['GET', '/notes', {}],
    ['POST', '/notes', { body: 'x' }],
    ['POST', '/internal-notes', { body: 'x' }],
    ['POST', '/status', { state: 'late', sentence: 'x' }],
    ['POST', `/tasks/${NOWHERE}/complete`, {}],
    ['POST', `/tasks/${NOWHERE}/reopen`, {}],
  ])('answers a client to %s %s as if it did not exist', async (method, path, body) => {
    const { http } = acme.dana;
    const answers = [INTERNAL, NOWHERE].map((id) =>
      http.send(method, `/api/projects/${id}${path}`, {
        headers: { ...write, origin: http.url },
        ...(method === 'POST' && { text: JSON.stringify(body) }),
      }),
    );
    const [internal, nothing] = (await Promise.all(answers)).map(({ status, text }) => ({ status, text }));
    expect(internal).toEqual(nothing);
    expect(internal?.status).toBe(404);
  });

  it('is there for the business', async () => {
    const params = { projectId: INTERNAL };
    expect(await acme.maya.http.ask(getProject, { params })).toMatchObject({ name: '1-4712' });
    const refused = await acme.maya.http.refused(publishNote, { params, body: { body: 'x' } });
    expect(refused).toMatchObject({ code: 'recorded-project' });
  });
});
