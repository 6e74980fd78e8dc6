import { describe, expect, it } from '@jest/globals';
import { happeningOf } from './happening.js';
import { en } from './messages/en.js';
import { sentenceOf, type Telling } from './sentences.js';
import { timeline, type TimelineEvent } from './timeline.js';

const ACCOUNT = '00000000-0000-4000-8000-000000000001';
const MAYA = '00000000-0000-4000-8000-000000000002';
const TASK = '00000000-0000-4000-8000-000000000003';
const EVENT = '00000000-0000-4000-8000-000000000004';

const telling: Telling = {
  messages: en,
  by: 'Maya Ellis',
  person: (_, place) => en.erased[place],
  project: 'Wapping Wharf café',
  account: 'Acme Coffee Roasters',
  task: () => 'Agree the site map',
};

function event(type: string, data: object, more: object = {}): TimelineEvent {
  const place = { id: EVENT, stream: `project-${TASK}`, revision: 7, position: 8n, hash: '', commandId: '' };
  return {
    type,
    data,
    ...place,
    at: '2026-11-24T09:41:00.000Z',
    account: ACCOUNT,
    visibility: 'client',
    actor: MAYA,
    ...more,
  } as unknown as TimelineEvent;
}

function told(type: string, data: object): string | undefined {
  const what = happeningOf(event(type, data))?.what;
  return what && sentenceOf(what, telling);
}

describe('sentences', () => {
  it.each([
    ['ProjectStarted', {}, 'Maya Ellis started Wapping Wharf café'],
    ['TaskCompleted', { taskId: TASK }, 'Maya Ellis completed Agree the site map'],
    ['TaskReopened', { taskId: TASK, reason: 'A page is missing.' }, 'Maya Ellis opened Agree the site map again'],
    [
      'StatusUpdated',
      { state: 'on-track', sentence: 'All well.' },
      'Maya Ellis says that Wapping Wharf café is on track',
    ],
    [
      'StatusUpdated',
      { state: 'at-risk', sentence: 'Hm.' },
      'Maya Ellis says that Wapping Wharf café may take longer than planned',
    ],
    ['NotePublished', { noteId: TASK, body: 'x' }, 'Maya Ellis wrote a note'],
    ['InternalNoteAdded', { noteId: TASK, body: 'x' }, 'Maya Ellis added an internal note'],
    ['ActivityRecorded', { activity: 'Accepted', lifecycle: 'In Progress', attributes: [] }, 'Accepted, In Progress'],
    ['ActivityRecorded', { activity: 'decide', lifecycle: 'complete', attributes: [] }, 'decide'],
    ['ActivityRecorded', { attributes: [] }, 'Something happened that has no name'],
    ['AccountOpened', { name: 'Acme' }, 'Maya Ellis opened this account'],
    ['AccountRenamed', { name: 'Acme Ltd' }, 'Maya Ellis changed the name of this account to Acme Ltd'],
    ['MemberInvited', { personId: MAYA, role: 'owner' }, 'Maya Ellis invited someone whose name was erased'],
    ['MemberJoined', { personId: MAYA }, 'Someone whose name was erased joined'],
    [
      'MemberRoleChanged',
      { personId: MAYA, role: 'viewer' },
      'Maya Ellis changed what someone whose name was erased may see and do',
    ],
    ['MemberRemoved', { personId: MAYA }, 'Maya Ellis took someone whose name was erased off this account'],
    ['StaffAssigned', { personId: MAYA }, 'Someone whose name was erased now works with Acme Coffee Roasters'],
    ['StaffUnassigned', { personId: MAYA }, 'Someone whose name was erased no longer works with Acme Coffee Roasters'],
  ])('%s %j: %s', (type, data, sentence) => {
    expect(told(type, data)).toBe(sentence);
  });

  it('are made of no event that only matters inside', () => {
    expect(told('InternalTasksPlanned', { tasks: [] })).toBeUndefined();
    expect(told('ProjectRecorded', { source: 's', caseName: 'c', attributes: [], events: 0 })).toBeUndefined();
    expect(told('AccountOpened', { name: 'Org line C', source: 'incidents' })).toBeUndefined();
  });
});

describe('a timeline entry', () => {
  const activity = { activity: 'Accepted', resource: '\ufdd0sealed', attributes: [] };

  it('stands where it happened, in UTC, and keeps the place in its file', () => {
    const one = timeline.evolve(
      undefined,
      event('ActivityRecorded', { ...activity, occurredAt: '2012-03-01T00:30:00.000+01:00' }),
      EVENT,
    );
    expect(one).toMatchObject({
      kind: 'activity',
      order: '2012-02-29T23:30:00.000Z#0000000007',
      month: '2012-02',
      occurredAt: '2012-03-01T00:30:00.000+01:00',
      what: { type: 'ActivityRecorded', activity: 'Accepted', resource: '\ufdd0sealed' },
    });
  });

  it('stands where it was recorded when nobody knows when it happened', () => {
    expect(timeline.evolve(undefined, event('ActivityRecorded', activity), EVENT)?.order).toBe(
      '2026-11-24T09:41:00.000Z#0000000007',
    );
  });

  it('is by a person only where a person did it', () => {
    expect(timeline.evolve(undefined, event('TaskCompleted', { taskId: TASK }), EVENT)?.by).toBe(MAYA);
    expect(timeline.evolve(undefined, event('ActivityRecorded', activity, { actor: 'import' }), EVENT)?.by).toBe('');
  });

  it('is none for events of no account', () => {
    expect(timeline.keys(event('TaskCompleted', { taskId: TASK }, { account: undefined }))).toEqual([]);
  });
});
