import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkflowEvent } from './domain/project-events.js';
import { NOT_YET, courseWith, type Course } from './recorded.js';

/** How much happened in a project, as far as somebody may know of it. */
export interface Activity {
  readonly events: number;
  /** When something last happened: recorded activities with their log's own offset. */
  readonly lastAt: string | null;
}

/**
 * What moves in a project with whatever happens, and what lists search and sort by: small, since it is written anew each
 * time; of constant size, however long the project's stream is.
 */
export interface ProjectActivity extends Document {
  readonly account: string;
  readonly kind: 'run' | 'recorded';
  /** `internal` when a client must not know that it exists. */
  readonly visibility: 'client' | 'internal';
  readonly name: string;
  /** What the client may know of, and everything. */
  readonly seen: { readonly client: Activity; readonly business: Activity };
  /** Instants in UTC that lists are sorted by, newest first. */
  readonly activeClient: string;
  readonly active: string;
  /** Of a recorded project. */
  readonly course?: Course;
}

type Happened = Exclude<WorkflowEvent, { type: 'InternalTasksPlanned' }> &
  Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

const NOTHING_YET: Activity = { events: 0, lastAt: null };

export const projectActivity: Projection<ProjectActivity, Happened> = {
  name: 'project-activity',
  version: 1,
  indexes: [
    ['active'],
    ['account', 'active'],
    ['account', 'kind', 'active'],
    ['account', 'visibility', 'activeClient'],
    ['account', 'visibility', 'kind', 'activeClient'],
  ],
  handles: [
    'ProjectStarted',
    'TaskCompleted',
    'TaskReopened',
    'StatusUpdated',
    'NotePublished',
    'InternalNoteAdded',
    'ProjectRecorded',
    'ActivityRecorded',
  ],
  keys: ({ stream }) => [stream.slice('project-'.length)],
  evolve: (draft, event, id) => {
    const document = draft ?? begun(event, id);
    if (!document || event.type === 'ProjectRecorded') return document;
    if (!document.course) return happened(document, event, event.at, event.at);
    if (event.type !== 'ActivityRecorded') return document;
    const course = courseWith(document.course, event.data);
    // Until an activity has a time, the project stands at its import.
    const active = course.lastAt === null ? document.active : new Date(course.lastAt).toISOString();
    return { ...happened(document, event, active, course.lastAt), course };
  },
};

function begun(event: Happened, id: string): ProjectActivity | undefined {
  const { account, visibility, at } = event;
  if (account === undefined) return undefined;
  const common = { _id: id, account, visibility, seen: { client: NOTHING_YET, business: NOTHING_YET } };
  if (event.type === 'ProjectStarted')
    return { ...common, kind: 'run', name: event.data.name, active: '', activeClient: '' };
  if (event.type !== 'ProjectRecorded') return undefined;
  return { ...common, kind: 'recorded', name: event.data.caseName, active: at, activeClient: at, course: NOT_YET };
}

function happened(document: ProjectActivity, event: Happened, active: string, lastAt: string | null): ProjectActivity {
  const { seen, activeClient } = document;
  const one = ({ events }: Activity): Activity => ({ events: events + 1, lastAt });
  const isOpen = event.visibility === 'client';
  return {
    ...document,
    seen: { business: one(seen.business), client: isOpen ? one(seen.client) : seen.client },
    active,
    activeClient: isOpen ? active : activeClient,
  };
}
