import type { Happening } from './happening.js';
import type { Messages } from './messages.js';

/** What a sentence needs beyond what happened. */
export interface Telling {
  readonly messages: Messages;
  /** Name of who did it, fit to begin a sentence. */
  readonly by: string;
  /** A person's name, to begin a sentence (`first`) or to stand further on in it. */
  readonly person: (id: string, place: 'first' | 'later') => string;
  readonly project: string;
  readonly account: string;
  /** Title of a task of the project. */
  readonly task: (id: string) => string;
}

/** XES calls the end of an activity so; a sentence about the activity says it already. */
const ITS_END = 'complete';

/** One human sentence about what happened. */
export function sentenceOf(what: Happening, telling: Telling): string {
  return (TOLD[what.type] as (what: Happening, telling: Telling) => string)(what, telling);
}

type Told = {
  readonly [Type in Happening['type']]: (what: Extract<Happening, { type: Type }>, telling: Telling) => string;
};
type About = Extract<Happening, { person: string }>;

const TOLD: Told = {
  ProjectStarted: (_, { messages, by, project }) => messages.projectStarted(by, project),
  TaskCompleted: ({ task }, telling) => telling.messages.taskCompleted(telling.by, telling.task(task)),
  TaskReopened: ({ task }, telling) => telling.messages.taskReopened(telling.by, telling.task(task)),
  StatusUpdated: ({ state }, { messages, by, project }) => messages.statusUpdated(by, project, state),
  NotePublished: (_, { messages, by }) => messages.notePublished(by),
  InternalNoteAdded: (_, { messages, by }) => messages.internalNoteAdded(by),
  ActivityRecorded: ({ activity, lifecycle }, { messages }) =>
    messages.activityRecorded(
      activity ?? messages.unnamedActivity,
      lifecycle?.toLowerCase() === ITS_END ? undefined : lifecycle,
    ),
  AccountOpened: (_, { messages, by }) => messages.accountOpened(by),
  AccountRenamed: ({ name }, { messages, by }) => messages.accountRenamed(by, name),
  MemberInvited: (what, { messages, by, person }) => messages.memberInvited(by, later(what, person)),
  MemberJoined: (what, { messages, person }) => messages.memberJoined(first(what, person)),
  MemberRoleChanged: (what, { messages, by, person }) => messages.memberRoleChanged(by, later(what, person)),
  MemberRemoved: (what, { messages, by, person }) => messages.memberRemoved(by, later(what, person)),
  StaffAssigned: (what, { messages, person, account }) => messages.staffAssigned(first(what, person), account),
  StaffUnassigned: (what, { messages, person, account }) => messages.staffUnassigned(first(what, person), account),
};

function first({ person }: About, name: Telling['person']): string {
  return name(person, 'first');
}

function later({ person }: About, name: Telling['person']): string {
  return name(person, 'later');
}
