import type { EntryKind, StatusState } from '#contracts';
import type { AccountEvent } from '#accounts';
import type { WorkflowEvent } from '#workflow';

/** What happened, with nothing but what its sentence needs. Ids of people and tasks become names on reading. */
export type Happening =
  | { readonly type: 'ProjectStarted' }
  | { readonly type: 'TaskCompleted'; readonly task: string }
  | { readonly type: 'TaskReopened'; readonly task: string; readonly reason?: string }
  | { readonly type: 'StatusUpdated'; readonly state: StatusState; readonly sentence: string }
  | { readonly type: 'NotePublished' | 'InternalNoteAdded'; readonly body: string }
  | {
      readonly type: 'ActivityRecorded';
      readonly activity?: string;
      readonly lifecycle?: string;
      /** Sealed. */ readonly resource?: string;
    }
  | { readonly type: 'AccountOpened' }
  | { readonly type: 'AccountRenamed'; readonly name: string }
  | {
      readonly type:
        'MemberInvited' | 'MemberJoined' | 'MemberRoleChanged' | 'MemberRemoved' | 'StaffAssigned' | 'StaffUnassigned';
      readonly person: string;
    };

export interface Told {
  readonly kind: EntryKind;
  readonly what: Happening;
}

type Event = WorkflowEvent | AccountEvent;
type Tellers = {
  readonly [Type in Event['type']]?: (data: Extract<Event, { type: Type }>['data']) => Told | undefined;
};

const person = (type: Extract<Happening, { person: string }>['type']) => (data: { readonly personId: string }) =>
  ({ kind: 'people', what: { type, person: data.personId } }) as const;

/** Events that a timeline tells of, and what; an event that is not here has no sentence. */
const TELLERS: Tellers = {
  ProjectStarted: () => ({ kind: 'project', what: { type: 'ProjectStarted' } }),
  TaskCompleted: ({ taskId }) => ({ kind: 'task', what: { type: 'TaskCompleted', task: taskId } }),
  TaskReopened: ({ taskId, reason }) => ({
    kind: 'task',
    what: { type: 'TaskReopened', task: taskId, ...(reason !== undefined && { reason }) },
  }),
  StatusUpdated: ({ state, sentence }) => ({ kind: 'status', what: { type: 'StatusUpdated', state, sentence } }),
  NotePublished: ({ body }) => ({ kind: 'note', what: { type: 'NotePublished', body } }),
  InternalNoteAdded: ({ body }) => ({ kind: 'note', what: { type: 'InternalNoteAdded', body } }),
  ActivityRecorded: ({ activity, lifecycle, resource }) => ({
    kind: 'activity',
    what: {
      type: 'ActivityRecorded',
      ...(activity !== undefined && { activity }),
      ...(lifecycle !== undefined && { lifecycle }),
      ...(resource !== undefined && { resource }),
    },
  }),
  // An account that an import opened says nothing to its client: the imported entries stand for themselves.
  AccountOpened: ({ source }) =>
    source === undefined ? { kind: 'people', what: { type: 'AccountOpened' } } : undefined,
  AccountRenamed: ({ name }) => ({ kind: 'people', what: { type: 'AccountRenamed', name } }),
  MemberInvited: person('MemberInvited'),
  MemberJoined: person('MemberJoined'),
  MemberRoleChanged: person('MemberRoleChanged'),
  MemberRemoved: person('MemberRemoved'),
  StaffAssigned: person('StaffAssigned'),
  StaffUnassigned: person('StaffUnassigned'),
};

/** Types of the events that may have a sentence. */
export const TOLD_TYPES = Object.keys(TELLERS) as Event['type'][];

/** What an event tells; `undefined` for one that has no sentence. */
export function happeningOf({ type, data }: Pick<Event, 'type' | 'data'>): Told | undefined {
  return (TELLERS[type] as ((data: unknown) => Told | undefined) | undefined)?.(data);
}
