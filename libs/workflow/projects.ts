import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkflowEvent } from './domain/project-events.js';
import { project, type Project } from './domain/project.js';
import type { Recorded } from './recorded.js';

/** A project's plan as its stream tells it, or the case that it was recorded from; how it moves is its {@link ProjectActivity}. */
export interface ProjectDocument extends Document {
  readonly account: string;
  readonly kind: 'run' | 'recorded';
  /** `internal` when a client must not know that it exists. */
  readonly visibility: 'client' | 'internal';
  readonly name: string;
  readonly project: Project;
  readonly recorded?: Recorded;
}

type Planned = Exclude<WorkflowEvent, { type: 'NotePublished' | 'InternalNoteAdded' | 'ActivityRecorded' }> &
  Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

export const projects: Projection<ProjectDocument, Planned> = {
  name: 'projects',
  version: 2,
  // Lists are made from the activity, and find plans by their ids.
  indexes: [],
  // Notes and recorded activities change nothing here, and a plan is too long to be written for nothing.
  handles: [
    'ProjectStarted',
    'InternalTasksPlanned',
    'TaskCompleted',
    'TaskReopened',
    'StatusUpdated',
    'ProjectRecorded',
  ],
  keys: ({ stream }) => [stream.slice('project-'.length)],
  evolve: (draft, event, id) => {
    const document = draft ?? begun(event, id);
    return document && { ...document, project: project.evolve(document.project, event) };
  },
};

function begun(event: Planned, id: string): ProjectDocument | undefined {
  const { account, visibility } = event;
  if (account === undefined) return undefined;
  const common = { _id: id, account, visibility, project: project.initial() };
  if (event.type === 'ProjectStarted') return { ...common, kind: 'run', name: event.data.name };
  if (event.type !== 'ProjectRecorded') return undefined;
  const { source, caseName, attributes } = event.data;
  return {
    ...common,
    kind: 'recorded',
    name: caseName,
    recorded: { source, caseName, importedAt: event.at, attributes },
  };
}
