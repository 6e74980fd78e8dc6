import type { Messages } from '../messages.js';

const STATES = {
  'on-track': 'is on track',
  'at-risk': 'may take longer than planned',
  late: 'is late',
  paused: 'is paused',
  finished: 'is finished',
};

/** What timelines say, in the portal's voice: short, present or past, no word of the inside. */
export const en: Messages = {
  erased: { first: 'Someone whose name was erased', later: 'someone whose name was erased' },
  erasedValue: 'Erased',
  portal: 'The portal',
  untitled: 'a task',
  unnamedActivity: 'Something happened that has no name',
  projectStarted: (by, project) => `${by} started ${project}`,
  taskCompleted: (by, task) => `${by} completed ${task}`,
  taskReopened: (by, task) => `${by} opened ${task} again`,
  statusUpdated: (by, project, state) => `${by} says that ${project} ${STATES[state]}`,
  notePublished: (by) => `${by} wrote a note`,
  internalNoteAdded: (by) => `${by} added an internal note`,
  activityRecorded: (activity, lifecycle) => (lifecycle === undefined ? activity : `${activity}, ${lifecycle}`),
  accountOpened: (by) => `${by} opened this account`,
  accountRenamed: (by, name) => `${by} changed the name of this account to ${name}`,
  memberInvited: (by, person) => `${by} invited ${person}`,
  memberJoined: (person) => `${person} joined`,
  memberRoleChanged: (by, person) => `${by} changed what ${person} may see and do`,
  memberRemoved: (by, person) => `${by} took ${person} off this account`,
  staffAssigned: (person, account) => `${person} now works with ${account}`,
  staffUnassigned: (person, account) => `${person} no longer works with ${account}`,
};
