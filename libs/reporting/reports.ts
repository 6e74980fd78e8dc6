import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkflowEvent } from '#workflow';
import type { RecordedMoment } from './domain/recorded-course.js';
import type { ReportedTask, RunMoment } from './domain/run-course.js';

/**
 * A part of what counts in a project: its events of 256 revisions, so that a document stays small however long the
 * project is. The first part, which has the project's own id, says how many there are. Nothing in it is personal.
 */
export interface ReportDocument extends Document {
  readonly account: string;
  /** From 0. */
  readonly part: number;
  /** Of the project; the first part only. */
  readonly name: string;
  /** Parts of the project; the first part only. */
  parts: number;
  /** When something last happened in this part (milliseconds since 1970); of the project in the first part. */
  last: number;
  readonly run?: { readonly tasks: ReportedTask[]; readonly moments: RunMoment[] };
  readonly recorded?: { readonly statuses: string[]; readonly moments: RecordedMoment[] };
}

type Reported = Extract<
  WorkflowEvent,
  {
    type:
      | 'ProjectStarted'
      | 'InternalTasksPlanned'
      | 'TaskCompleted'
      | 'TaskReopened'
      | 'StatusUpdated'
      | 'ProjectRecorded'
      | 'ActivityRecorded';
  }
>;
export type ReportedEvent = Reported & Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

const REVISIONS = 256;

export const reports: Projection<ReportDocument, ReportedEvent> = {
  name: 'reports',
  version: 1,
  indexes: [
    ['part', 'last'],
    ['account', 'part', 'last'],
  ],
  handles: [
    'ProjectStarted',
    'InternalTasksPlanned',
    'TaskCompleted',
    'TaskReopened',
    'StatusUpdated',
    'ProjectRecorded',
    'ActivityRecorded',
  ],
  keys: ({ account, stream, revision }) => {
    if (account === undefined) return [];
    const project = stream.slice('project-'.length);
    return revision < REVISIONS ? [project] : [project, partId(project, Math.floor(revision / REVISIONS))];
  },
  evolve: (draft, event, id) => {
    const part = Math.floor(event.revision / REVISIONS);
    const isOwn = part === 0 || id.includes('.');
    const document = draft ?? begun(event, id, isOwn ? part : 0);
    document.parts = Math.max(document.parts, part + 1);
    const happened = happenedAt(event);
    if (event.type !== 'ProjectRecorded') document.last = Math.max(document.last, happened ?? 0);
    if (isOwn) note(document, event, happened);
    return document;
  },
};

/** Id of a project's document. @param part from 0 */
export function partId(project: string, part: number): string {
  return part === 0 ? project : `${project}.${String(part).padStart(6, '0')}`;
}

function begun(event: ReportedEvent, id: string, part: number): ReportDocument {
  const isRecorded = event.type === 'ProjectRecorded' || event.type === 'ActivityRecorded';
  return {
    _id: id,
    account: event.account ?? '',
    part,
    name: nameIn(event),
    parts: 0,
    last: 0,
    ...(isRecorded ? { recorded: { statuses: [], moments: [] } } : { run: { tasks: [], moments: [] } }),
  };
}

function nameIn(event: ReportedEvent): string {
  if (event.type === 'ProjectStarted') return event.data.name;
  return event.type === 'ProjectRecorded' ? event.data.caseName : '';
}

/** Milliseconds since 1970; null where an activity has no time that can be read. */
function happenedAt(event: ReportedEvent): number | null {
  if (event.type !== 'ActivityRecorded') return Date.parse(event.at);
  const at = Date.parse(event.data.occurredAt ?? '');
  return Number.isNaN(at) ? null : at;
}

function note({ run, recorded }: ReportDocument, event: ReportedEvent, happened: number | null): void {
  if (event.type === 'ActivityRecorded') {
    const { revision, at, data } = event;
    recorded?.moments.push([revision, happened, Date.parse(at), numberOf(statusAfter(data), recorded.statuses)]);
  } else if (run) {
    if (event.type === 'ProjectStarted' || event.type === 'InternalTasksPlanned')
      run.tasks.push(...event.data.tasks.map(({ id, side, needs }) => ({ id, side, needs })));
    const told = momentOf(event);
    if (told) run.moments.push([event.revision, Date.parse(event.at), ...told]);
  }
}

function numberOf(status: string, statuses: string[]): number {
  const known = statuses.indexOf(status);
  return known >= 0 ? known : statuses.push(status) - 1;
}

/** XES calls the end of an activity so; it says no more than the activity does. */
const ITS_END = 'complete';

interface Named {
  readonly activity?: string | undefined;
  readonly lifecycle?: string | undefined;
}

/** The status that an activity brings: what it is, with its lifecycle where that says more. */
export function statusAfter({ activity = '', lifecycle }: Named): string {
  if (lifecycle === undefined || lifecycle.toLowerCase() === ITS_END) return activity;
  return activity === '' ? lifecycle : `${activity}, ${lifecycle}`;
}

function momentOf(event: ReportedEvent): readonly [what: RunMoment[2], about: string] | undefined {
  switch (event.type) {
    case 'ProjectStarted':
      return ['started', ''];
    case 'TaskCompleted':
      return ['done', event.data.taskId];
    case 'TaskReopened':
      return ['undone', event.data.taskId];
    case 'StatusUpdated':
      return ['status', event.data.state];
    default:
      return undefined;
  }
}
