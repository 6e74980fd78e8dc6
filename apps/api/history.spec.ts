import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addInternalNote,
  completeTask,
  getReceipt,
  listTimeline,
  listTimelineMonths,
  publishNote,
  reopenTask,
  updateStatus,
  type ReceiptView,
  type TimelineEntry,
} from '#contracts';
import { CANARY, readProject, startAcme, startedProject, type Acme } from './testing/acme.harness.js';
import { isProven } from './testing/proven-receipt.harness.js';
import type { TestPerson } from './testing/test-portal.harness.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let acme: Acme;
let accountId: string;
let admin: TestPerson;
let maya: TestPerson;
let dana: TestPerson;
let otto: TestPerson;
let projectId: string;

beforeAll(async () => {
  acme = await startAcme();
  ({ accountId, admin, maya, dana, otto } = acme);
  otto.http.foreign.add('Wapping');
  projectId = await startedProject(acme, 'Wapping Wharf café');
  await doEverything();
});

afterAll(async () => {
  await acme.portal.stop();
});

/** One of everything that people do. */
async function doEverything(): Promise<void> {
  const params = { projectId };
  const tasks = (await readProject(maya, projectId)).taskList;
  const of = (place: number) => ({ projectId, taskId: tasks[place]?.id ?? '' });
  await maya.http.ask(completeTask, { params: of(0) });
  await maya.http.ask(completeTask, { params: of(1) });
  await dana.http.ask(completeTask, { params: of(2) });
  await dana.http.ask(reopenTask, { params: of(2), body: { reason: 'One photo was missing.' } });
  const status = { state: 'on-track', sentence: 'We wait for one photo.' } as const;
  await maya.http.ask(updateStatus, { params, body: status, headers: { 'if-match': '0' } });
  await maya.http.ask(publishNote, { params, body: { body: 'Have a look at the counter.' } });
  await maya.http.ask(addInternalNote, { params, body: { body: CANARY } });
}

async function entries(person: TestPerson, query: object = {}): Promise<TimelineEntry[]> {
  return (await person.http.ask(listTimeline, { query: { account: accountId, ...query } })).items;
}

async function receipt(person: TestPerson, eventId: string): Promise<ReceiptView> {
  return person.http.ask(getReceipt, { params: { accountId, eventId } });
}

describe('a timeline', () => {
  it('tells the client in sentences what happened, newest first', async () => {
    expect(
      (await entries(dana, { project: projectId })).map(({ kind, sentence, body }) => [kind, sentence, body]),
    ).toEqual([
      ['note', 'Maya Ellis wrote a note', 'Have a look at the counter.'],
      ['status', 'Maya Ellis says that Wapping Wharf café is on track', 'We wait for one photo.'],
      ['task', 'Dana Okafor opened Share your logo, photos and texts again', 'One photo was missing.'],
      ['task', 'Dana Okafor completed Share your logo, photos and texts', null],
      ['task', 'Maya Ellis completed Hold the kick-off', null],
      ['project', 'Maya Ellis started Wapping Wharf café', null],
    ]);
  });

  it('tells the business more', async () => {
    const inside = (await entries(maya, { project: projectId })).filter(({ visibility }) => visibility === 'internal');
    expect(inside.map(({ sentence }) => sentence)).toEqual([
      'Maya Ellis added an internal note',
      'Maya Ellis completed Set up budget and team',
    ]);
  });

  it('tells of people', async () => {
    expect((await entries(dana, { kind: 'people' })).map(({ sentence, project: of }) => [sentence, of])).toEqual([
      ['Maya Ellis now works with Acme', null],
      ['Vera Lind joined', null],
      ['Ruth Ashdown invited Vera Lind', null],
      ['Dana Okafor joined', null],
      ['Ruth Ashdown invited Dana Okafor', null],
      ['Ruth Ashdown opened this account', null],
    ]);
  });

  it('is filtered by person and by kind, and read back from any moment', async () => {
    expect((await entries(dana, { by: dana.id })).map(({ by }) => by?.name)).toEqual([
      'Dana Okafor',
      'Dana Okafor',
      'Dana Okafor',
    ]);
    expect(await entries(dana, { kind: 'activity' })).toEqual([]);
    const all = await entries(dana);
    const third = all[2]?.at ?? '';
    expect(await entries(dana, { before: third })).toEqual(all.filter(({ at }) => at < third));
    expect(await entries(dana, { since: third })).toEqual(all.filter(({ at }) => at > third));
  });

  it('is read page by page', async () => {
    const paged: TimelineEntry[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, next } = await dana.http.ask(listTimeline, { query: { account: accountId, limit: 3, cursor } });
      paged.push(...items);
      if (next === undefined) break;
      cursor = next;
    }
    expect(paged).toEqual(await entries(dana));
    expect(await dana.http.refused(listTimeline, { query: { account: accountId, cursor: 'nonsense' } })).toMatchObject({
      status: 400,
    });
  });

  it('counts its months', async () => {
    const month = acme.portal.clock.now().toISOString().slice(0, 7);
    expect((await dana.http.ask(listTimelineMonths, { query: { account: accountId } })).items).toEqual([
      { month, entries: 12 },
    ]);
    expect((await maya.http.ask(listTimelineMonths, { query: { account: accountId } })).items).toEqual([
      { month, entries: 14 },
    ]);
    expect((await maya.http.ask(listTimelineMonths, { query: { account: accountId, kind: 'note' } })).items).toEqual([
      { month, entries: 2 },
    ]);
  });

  it('of another account is one that does not exist', async () => {
    const foreign = await otto.http.try(listTimeline, { query: { account: accountId } });
    const missing = await otto.http.try(listTimeline, { query: { account: NOWHERE } });
    expect(foreign).toMatchObject({ status: 404, text: missing.text });
    expect((await otto.http.try(listTimelineMonths, { query: { account: accountId } })).text).toBe(missing.text);
    expect(await otto.http.refused(listTimeline, { query: { account: 'x' } })).toMatchObject({ status: 400 });
  });
});

describe('a receipt', () => {
  it('opens from every entry, and anybody can check it', async () => {
    for (const person of [dana, maya]) {
      for (const entry of await entries(person)) {
        const proof = await receipt(person, entry.id);
        expect(proof.entry).toEqual(entry);
        expect(proof.chain.valid).toBe(true);
        expect(isProven(proof)).toBe(true);
      }
    }
  });

  it('says who, where in its stream, and that the whole chain was checked', async () => {
    const [, , , completed] = await entries(dana, { project: projectId });
    const proof = await receipt(dana, completed?.id ?? '');
    expect(proof).toMatchObject({
      who: { name: 'Dana Okafor', email: 'dana@acme.example' },
      stream: `project-${projectId}`,
      number: 5,
      schemaVersion: 1,
      proof: { type: 'TaskCompleted', revision: 4 },
      chain: { valid: true, events: 9 },
      imported: null,
    });
    const before = (await entries(maya, { project: projectId })).find(({ sentence }) =>
      sentence.includes('Set up budget'),
    );
    expect(proof.prev).toBe((await receipt(maya, before?.id ?? '')).hash);
  });

  it('answers alike for what is internal, foreign or not there', async () => {
    const note = (await entries(maya)).find(({ event }) => event === 'InternalNoteAdded');
    const [own] = await entries(dana);
    const tries = [
      await dana.http.try(getReceipt, { params: { accountId, eventId: note?.id ?? '' } }),
      await dana.http.try(getReceipt, { params: { accountId, eventId: NOWHERE } }),
      await dana.http.try(getReceipt, { params: { accountId, eventId: 'x' } }),
      await dana.http.try(getReceipt, { params: { accountId: NOWHERE, eventId: own?.id ?? '' } }),
      await otto.http.try(getReceipt, { params: { accountId, eventId: own?.id ?? '' } }),
      await admin.http.try(getReceipt, { params: { accountId, eventId: projectId } }),
    ];
    expect(new Set(tries.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(tries[0]?.status).toBe(404);
  });

  it('does not say verified over a log that was tampered with', async () => {
    const [entry] = await entries(dana, { project: projectId });
    const log = new DatabaseSync(acme.portal.portal.folder.log);
    log.exec(`UPDATE events SET data = replace(data, 'One photo', 'No photo') WHERE type = 'TaskReopened'`);
    log.close();
    const proof = await receipt(dana, entry?.id ?? '');
    expect(proof.chain).toMatchObject({ valid: false, events: 5 });
    expect(isProven(proof)).toBe(true);
  });
});
