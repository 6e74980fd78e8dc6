import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkflowEvent } from '#workflow';

/** What sentences about a project need of it: names that stand in no other event. */
export interface ToldProject extends Document {
  readonly account: string;
  readonly name: string;
  /** Titles by task id. */
  readonly tasks: Readonly<Record<string, string>>;
  /** Where a recorded project came from. */
  readonly imported?: { readonly source: string; readonly caseName: string };
}

type Begun = Extract<WorkflowEvent, { type: 'ProjectStarted' | 'InternalTasksPlanned' | 'ProjectRecorded' }> &
  Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

export const toldProjects: Projection<ToldProject, Begun> = {
  name: 'told-projects',
  version: 1,
  indexes: [],
  handles: ['ProjectStarted', 'InternalTasksPlanned', 'ProjectRecorded'],
  keys: ({ stream }) => [stream.slice('project-'.length)],
  evolve: (draft, event, id) => {
    const account = event.account ?? '';
    if (event.type === 'ProjectRecorded') {
      const { source, caseName } = event.data;
      return draft ?? { _id: id, account, name: caseName, tasks: {}, imported: { source, caseName } };
    }
    const titles = Object.fromEntries(event.data.tasks.map((task) => [task.id, task.title]));
    if (draft) return { ...draft, tasks: { ...draft.tasks, ...titles } };
    return { _id: id, account, name: 'name' in event.data ? event.data.name : '', tasks: titles };
  },
};
