import type { Decider, DomainEvent } from '#event-sourcing';
import type { PlannedPhase, PlannedTask, WorkflowEvent } from './project-events.js';

/** A task of a project as it stands. */
export interface Task extends PlannedTask {
  readonly visibility: 'client' | 'internal';
  /** When and by whom it was completed; both absent while it is open. */
  doneAt?: string;
  doneBy?: string;
}

export interface Status {
  readonly state: 'on-track' | 'at-risk' | 'late' | 'paused' | 'finished';
  readonly sentence: string;
  readonly at: string;
  readonly by: string;
  /** How many statuses there were, this one included. */
  readonly version: number;
}

/** A project that follows a template. */
export interface RunProject {
  readonly kind: 'run';
  readonly account: string | undefined;
  readonly name: string;
  readonly template: { readonly id: string; readonly version: number; readonly name: string };
  readonly startsOn: string;
  readonly phases: readonly PlannedPhase[];
  /** In the template's order. */
  readonly tasks: Task[];
  status?: Status;
}

/** A project, folded from its stream. It is plain JSON, so views keep it as it is. */
export type Project =
  { readonly kind: 'none' } | { readonly kind: 'recorded'; readonly account: string | undefined } | RunProject;

/** A project with its tasks, status and notes: one stream, because what is allowed is decided over all of them. */
export const project: Decider<Project, WorkflowEvent> = { initial: () => ({ kind: 'none' }), evolve };

function evolve(state: Project, event: WorkflowEvent): Project {
  if (state.kind === 'none') return begun(event) ?? state;
  return state.kind === 'run' ? moved(state, event) : state;
}

function begun(event: WorkflowEvent): Project | undefined {
  if (event.type === 'ProjectRecorded') return { kind: 'recorded', account: event.account };
  if (event.type !== 'ProjectStarted') return undefined;
  const { tasks, ...plan } = event.data;
  return {
    kind: 'run',
    account: event.account,
    ...plan,
    tasks: tasks.map((task) => ({ ...task, visibility: 'client' })),
  };
}

function moved(state: RunProject, event: WorkflowEvent): RunProject {
  switch (event.type) {
    case 'InternalTasksPlanned':
      for (const { place, ...task } of event.data.tasks)
        state.tasks.splice(place, 0, { ...task, visibility: 'internal' });
      return state;
    case 'TaskCompleted':
      finish(state, event.data.taskId, event);
      return state;
    case 'TaskReopened':
      reopen(state, event.data.taskId);
      return state;
    case 'StatusUpdated':
      state.status = { ...event.data, at: event.at, by: event.actor, version: (state.status?.version ?? 0) + 1 };
      return state;
    default:
      return state;
  }
}

function finish(state: RunProject, taskId: string, { at, actor }: DomainEvent): void {
  const task = state.tasks.find(({ id }) => id === taskId);
  if (task) Object.assign(task, { doneAt: at, doneBy: actor });
}

function reopen(state: RunProject, taskId: string): void {
  const task = state.tasks.find(({ id }) => id === taskId);
  delete task?.doneAt;
  delete task?.doneBy;
}
