import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import {
  compareBuilds,
  completeTask,
  getComparison,
  getParkedEvent,
  leaveOutEvent,
  listParkedEvents,
  listReplays,
  retryParked,
  type ParkedEventView,
} from '#contracts';
import type { AnyEventType } from '#event-sourcing';
import { events } from '#program';
import { readProject, readTask, startAcme, startedProject, type Acme } from './testing/acme.harness.js';
import { plantedViews } from './testing/planted-views.harness.js';
import { poison } from './testing/poison.harness.js';
import { readView, rebuilt, viewUntil } from './testing/replay-console.harness.js';

const FIRST_TASK = 'Hold the kick-off';
const VIEW = 'projects';
const FUTURE: AnyEventType = { ...typeNamed('TaskCompleted'), version: 2 };
const UNKNOWN: AnyEventType = {
  type: 'FileAccepted',
  version: 1,
  schema: z.object({}),
  meaning: 'A file was accepted.',
};

let acme: Acme;
let projectId: string;
let healthyId: string;

beforeAll(async () => {
  acme = await startAcme({ views: plantedViews });
  projectId = await startedProject(acme, 'Wapping Wharf café');
  healthyId = await startedProject(acme, 'Roof of the hotel');
});

afterAll(async () => {
  await acme.portal.stop();
});

function typeNamed(name: string): AnyEventType {
  const found = events.find(({ type }) => type === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

async function complete(id: string, title: string): Promise<void> {
  const { http } = acme.maya;
  const { id: taskId } = await readTask(acme.admin, id, title);
  await http.ask(completeTask, { params: { projectId: id, taskId } });
}

async function parkedIn(view: string): Promise<ParkedEventView[]> {
  return (await acme.admin.http.ask(listParkedEvents, { query: { view } })).items;
}

const taskCompleted = () => ({
  type: 'TaskCompleted',
  data: { taskId: randomUUID() },
  visibility: 'internal' as const,
});

describe('an event that belongs to another account than its document', () => {
  let eventId: string;

  beforeAll(async () => {
    const account = randomUUID();
    eventId = await poison(acme.portal, { stream: `project-${projectId}`, event: taskCompleted(), account });
    await viewUntil(acme.admin, VIEW, ({ parked }) => parked === 1);
    await complete(projectId, FIRST_TASK);
    await complete(healthyId, FIRST_TASK);
  });

  it('is parked with what waits behind it, while everything else goes on', async () => {
    expect(await readView(acme.admin, VIEW)).toMatchObject({ state: 'waits-for-you', parked: 1 });
    expect(await readProject(acme.maya, healthyId)).toMatchObject({ done: 1 });
    expect(await readProject(acme.maya, projectId)).toMatchObject({ done: 0 });
    const [event, ...others] = await parkedIn(VIEW);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      ...{ id: eventId, view: VIEW, type: 'TaskCompleted', cause: 'wrong-account', waiting: 1, documentCount: 1 },
      ...{ about: 'Wapping Wharf café', documents: [{ id: projectId, name: 'Wapping Wharf café' }] },
    });
  });

  it('can be looked at as it is stored', async () => {
    const { http } = acme.admin;
    const seen = await http.ask(getParkedEvent, { params: { view: VIEW, eventId } });
    expect(seen).toMatchObject({ id: eventId, schemaVersion: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.parse(seen.metadata)).toMatchObject({ actor: 'somebody' });
    const nowhere = { view: VIEW, eventId: randomUUID() };
    expect(await http.refused(getParkedEvent, { params: nowhere })).toMatchObject({ status: 404 });
    const body = { reason: 'It is not there.' };
    expect(await http.refused(leaveOutEvent, { params: nowhere, body })).toMatchObject({ status: 404 });
  });

  it('stays parked when nothing has changed that keeps it from being applied', async () => {
    expect(await acme.admin.http.ask(retryParked, { params: { view: VIEW } })).toEqual({ parked: 1 });
    expect((await parkedIn(VIEW)).map(({ id, waiting }) => [id, waiting])).toEqual([[eventId, 1]]);
  });

  it('is left out with a reason, once, and its document goes on', async () => {
    const asked = {
      params: { view: VIEW, eventId },
      body: { reason: 'It names an account that never was.' },
      headers: { 'idempotency-key': 'leave-it-out' },
    };
    const answer = await acme.admin.http.ask(leaveOutEvent, asked);
    expect(await acme.admin.http.ask(leaveOutEvent, asked)).toEqual(answer);
    expect(await readProject(acme.maya, projectId)).toMatchObject({ done: 1 });
    await viewUntil(acme.admin, VIEW, ({ state, parked }) => state === 'current' && parked === 0);
    expect(await parkedIn(VIEW)).toEqual([]);
    const { items } = await acme.admin.http.ask(listReplays, { query: { view: VIEW } });
    expect(items).toEqual([
      expect.objectContaining({
        ...{ kind: 'left-out', by: { id: acme.admin.id, name: 'Ruth Ashdown' } },
        leftOut: expect.objectContaining({ eventId, reason: asked.body.reason }),
      }),
    ]);
  });

  it('is left out by a rebuild, too', async () => {
    const { id: build } = await rebuilt(acme.admin, VIEW);
    await acme.admin.http.ask(compareBuilds, { params: { view: VIEW, build } });
    const { summary } = await acme.admin.http.ask(getComparison, { params: { view: VIEW, build } });
    expect(summary).toMatchObject({ differing: 0, onlyBefore: 0, onlyAfter: 0, equal: 2 });
  });
});

describe('an event that this program does not know', () => {
  it.each([
    { cause: 'unknown-type', type: UNKNOWN, event: { type: UNKNOWN.type, data: {}, visibility: 'internal' as const } },
    { cause: 'future-version', type: FUTURE, event: taskCompleted() },
  ])('holds up what may follow from it: $cause', async ({ cause, type, event }) => {
    const id = await startedProject(acme, cause);
    const before = (await readView(acme.admin, VIEW)).parked;
    const { accountId: account } = acme;
    const eventId = await poison(acme.portal, { stream: `project-${id}`, event, account, type });
    await viewUntil(acme.admin, VIEW, ({ parked }) => parked === before + 1);
    expect((await parkedIn(VIEW)).find((one) => one.id === eventId)).toMatchObject({ cause, about: cause });
    expect(await readProject(acme.maya, healthyId)).toMatchObject({ done: 1 });
    const body = { reason: 'Another program told it.' };
    await acme.admin.http.ask(leaveOutEvent, { params: { view: VIEW, eventId }, body });
    expect((await readView(acme.admin, VIEW)).parked).toBe(before);
  });
});
