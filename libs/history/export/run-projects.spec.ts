import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { accountsEvents } from '#accounts';
import {
  EventCatalog,
  NO_PREVIOUS,
  NO_STREAM,
  Transactions,
  type NewEvent,
  type StreamName,
  type Visibility,
} from '#event-sourcing';
import { SqliteEventStore } from '#event-store';
import { identityEvents } from '#identity';
import { PersonalKeys, SqliteVault } from '#vault';
import { workflowEvents } from '#workflow';
import { describeOnRealData } from '../../../tools/real-data.js';
import { exportXes } from './export-xes.js';
import { plainCases, schemaErrors, treeOf } from './xes-tree.harness.js';

const [ACCOUNT, PROJECT, MAYA, TASK, HIDDEN] = ['a', 'b', 'c', 'd', 'e'].map(
  (digit) => `${digit.repeat(8)}-0000-5000-8000-00000000000a`,
) as [string, string, string, string, string];

let folder: string;
let store: SqliteEventStore;
let personal: PersonalKeys;
let transactions: Transactions;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-export-'));
  store = new SqliteEventStore(join(folder, 'log.db'));
  personal = new PersonalKeys(new SqliteVault(join(folder, 'vault.db')), Buffer.alloc(32, 7));
  const catalog = new EventCatalog([...accountsEvents, ...identityEvents, ...workflowEvents]);
  transactions = new Transactions(store, catalog, personal);
  await personal.prepare([MAYA]);
  await record(`person-${MAYA}`, 'set-up', [
    told('PersonRegistered', { personId: MAYA, name: 'Maya <Ellis>', email: 'm@x' }),
  ]);
  await record(`account-${ACCOUNT}`, MAYA, [told('AccountOpened', { name: 'Acme & Sons' })]);
  await record(`project-${PROJECT}`, MAYA, [
    told('ProjectStarted', {
      name: 'Website',
      template: { id: 'website', version: 3, name: 'Website project' },
      startsOn: '2026-03-02',
      phases: [],
      tasks: [planned(TASK, 'Share your "logo"')],
    }),
    told('InternalTasksPlanned', { tasks: [{ ...planned(HIDDEN, 'Check the margin'), place: 1 }] }, 'internal'),
    told('TaskCompleted', { taskId: TASK }),
    told('TaskReopened', { taskId: TASK, reason: 'It was\na draft.' }),
    told('TaskCompleted', { taskId: HIDDEN }, 'internal'),
    told('StatusUpdated', { state: 'at-risk', sentence: 'We wait.' }),
    told('NotePublished', { noteId: TASK, body: 'Ring the bell: \u0007' }),
    told('InternalNoteAdded', { noteId: TASK, body: 'They pay late.' }, 'internal'),
  ]);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function planned(id: string, title: string) {
  return { id, step: 's', phase: 'p', title, side: 'client', needs: [], dueOn: '2026-03-03' };
}

function told(type: string, data: unknown, visibility: Visibility = 'client'): NewEvent {
  return { type, data, visibility };
}

async function record(stream: StreamName, actor: string, events: readonly NewEvent[]): Promise<void> {
  const end = { stream, revision: NO_STREAM, hash: NO_PREVIOUS };
  const { events: sealed } = transactions.sealer.seal(end, events, {
    commandId: ACCOUNT,
    commandPrint: 'p',
    correlationId: 'c',
    causationId: 'c',
    actor,
    at: '2026-03-02T09:00:00.123Z',
    ...(stream.startsWith('person') ? {} : { account: ACCOUNT }),
  });
  await store.append(stream, NO_STREAM, sealed);
}

async function exported(): Promise<string> {
  let xml = '';
  for await (const { text } of exportXes(transactions, {})) xml += text;
  return xml;
}

/** Values of one key, event by event. */
function column(xml: string, key: string): (string | undefined)[] {
  const [trace] = treeOf(xml).children.filter(({ name }) => name === 'trace');
  return (trace?.children ?? [])
    .filter(({ name }) => name === 'event')
    .map(({ children }) => children.find(({ attributes }) => attributes['key'] === key)?.attributes['value']);
}

it('a project that runs here is a case whose tasks, words and notes are its events', async () => {
  const xml = await exported();
  expect(plainCases(xml)).toMatchObject([{ name: 'Website', attributes: expect.arrayContaining([
    `0 identity:id=${PROJECT} (id)`,
    '0 portico:account=Acme & Sons (string)',
  ]) }]); // prettier-ignore
  expect(plainCases(xml)[0]?.events.map(({ name, transition }) => [name, transition])).toEqual([
    ['Project started', 'complete'],
    ['Internal tasks planned', 'complete'],
    ['Share your "logo"', 'complete'],
    ['Share your "logo"', 'resume'],
    ['Check the margin', 'complete'],
    ['Status updated', 'complete'],
    ['Note published', 'complete'],
    ['Internal note added', 'complete'],
  ]);
  expect(new Set(column(xml, 'time:timestamp'))).toEqual(new Set(['2026-03-02T09:00:00.123Z']));
  expect(new Set(column(xml, 'org:resource'))).toEqual(new Set(['Maya <Ellis>']));
  expect(column(xml, 'portico:text').slice(5)).toEqual(['We wait.', 'Ring the bell: _x0007_', 'They pay late.']);
  expect(column(xml, 'portico:reason')[3]).toBe('It was\na draft.');
});

it('what only the business sees is in it, and says so', async () => {
  expect(column(await exported(), 'portico:visibility')).toEqual([
    'client', 'internal', 'client', 'client', 'internal', 'client', 'client', 'internal',
  ]); // prettier-ignore
});

it('whoever was erased has no name in it', async () => {
  await personal.erase(MAYA);
  const xml = await exported();
  expect(xml).not.toContain('Ellis');
  expect(new Set(column(xml, 'org:resource'))).toEqual(new Set(['Erased']));
});

describeOnRealData('a project that runs here', (data) => {
  it('is as the schema of XES wants it', async () => {
    expect(await schemaErrors(await exported(), data)).toEqual([]);
  });
});
