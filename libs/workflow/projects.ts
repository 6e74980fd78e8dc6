import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkflowEvent } from './domain/project-events.js';
import { project, type Project } from './domain/project.js';
import { recordedWith, type Recorded } from './recorded.js';

/** How much happened in a project, as far as somebody may know of it. */
export interface Activity {
  readonly events: number;
  /** When something last happened: recorded activities with their log's own offset. */
  readonly lastAt: string | null;
}

/** A project as its stream tells it; of constant size, however long that stream is. */
export interface ProjectDocument extends Document {
  readonly account: string;
  readonly kind: 'run' | 'recorded';
  /** `internal` when a client must not know that it exists. */
  readonly visibility: 'client' | 'internal';
  readonly name: string;
  readonly project: Project;
  readonly recorded?: Recorded;
  /** What the client may know of, and everything. */
  readonly seen: { readonly client: Activity; readonly business: Activity };
  /** Instants in UTC that lists are sorted by, newest first. */
  readonly activeClient: string;
  readonly active: string;
}

type Projected = WorkflowEvent & Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

const NOTHING_YET: Activity = { events: 0, lastAt: null };

export const projects: Projection<ProjectDocument, Projected> = {
  name: 'projects',
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
    'InternalTasksPlanned',
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
    if (!document) return undefined;
    const after = project.evolve(document.project, event);
    if (document.recorded) return recordedDocument(document, event, recordedWith(document.recorded, event));
    return {
      ...document,
      project: after,
      ...(event.type !== 'InternalTasksPlanned' && happened(document, event, event.at, event.at)),
    };
  },
};

function begun(event: Projected, id: string): ProjectDocument | undefined {
  if (event.account === undefined || (event.type !== 'ProjectStarted' && event.type !== 'ProjectRecorded'))
    return undefined;
  const common = {
    _id: id,
    account: event.account,
    visibility: event.visibility,
    project: project.initial(),
    seen: { client: NOTHING_YET, business: NOTHING_YET },
    activeClient: '',
    active: '',
  };
  if (event.type === 'ProjectStarted') return { ...common, kind: 'run', name: event.data.name };
  const { source, caseName, attributes } = event.data;
  const recorded: Recorded = {
    source,
    caseName,
    importedAt: event.at,
    attributes,
    phase: null,
    firstAt: null,
    lastAt: null,
  };
  return { ...common, kind: 'recorded', name: caseName, recorded };
}

function recordedDocument(document: ProjectDocument, event: Projected, recorded: Recorded): ProjectDocument {
  const { lastAt, importedAt } = recorded;
  const active = lastAt === null ? importedAt : new Date(lastAt).toISOString();
  return {
    ...document,
    recorded,
    ...(event.type === 'ActivityRecorded'
      ? happened(document, event, active, lastAt)
      : { active, activeClient: active }),
  };
}

function happened({ seen, activeClient }: ProjectDocument, event: Projected, active: string, lastAt: string | null) {
  const one = ({ events }: Activity): Activity => ({ events: events + 1, lastAt });
  const isOpen = event.visibility === 'client';
  return {
    seen: { business: one(seen.business), client: isOpen ? one(seen.client) : seen.client },
    active,
    activeClient: isOpen ? active : activeClient,
  };
}
