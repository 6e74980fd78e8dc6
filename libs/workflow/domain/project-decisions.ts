import { Refusal, type Decide } from '#event-sourcing';
import { planOf } from './plan.js';
import type { NewProjectEvent } from './project-events.js';
import type { Project, RunProject, Status, Task } from './project.js';
import type { Template } from './template.js';

/** So that every day of a plan is a day of a calendar that people use. */
const MOST_YEARS = 10;

type Decision = Decide<Project, NewProjectEvent>;

/** Who decides, as far as a decision must know. */
export interface Asker {
  /** Account that the command was given in: the project must be its own. */
  readonly account: string;
  /** Whether the person may do this to the task. */
  readonly may: (action: 'read' | 'complete' | 'reopen', task: Pick<Task, 'side' | 'visibility'>) => boolean;
}

export interface NewProject {
  readonly id: string;
  readonly name: string;
  readonly template: Template;
  readonly startsOn: string;
  readonly today: string;
}

export function start({ id, name, template, startsOn, today }: NewProject): Decision {
  return (state) => {
    if (state.kind !== 'none') return [];
    if (Math.abs(Number(startsOn.slice(0, 4)) - Number(today.slice(0, 4))) > MOST_YEARS) {
      const sentence = `A project starts within ${MOST_YEARS} years of today.`;
      throw new Refusal('starts-too-far', sentence, 'invalid', { years: MOST_YEARS });
    }
    const { phases, tasks } = planOf(template, id, startsOn);
    const started: NewProjectEvent = {
      type: 'ProjectStarted',
      visibility: 'client',
      data: {
        name,
        template: { id: template.id, version: template.version, name: template.name },
        startsOn,
        phases: [...phases],
        tasks: tasks.flatMap(({ visibility, ...task }) => (visibility === 'client' ? [task] : [])),
      },
    };
    const internal = tasks.flatMap(({ visibility, ...task }, place) =>
      visibility === 'internal' ? [{ ...task, place }] : [],
    );
    return internal.length === 0
      ? [started]
      : [started, { type: 'InternalTasksPlanned', visibility: 'internal', data: { tasks: internal } }];
  };
}

export function completeTask(taskId: string, asker: Asker): Decision {
  return (state) => {
    const { tasks } = running(state, asker);
    const task = readable(tasks, taskId, asker);
    if (!asker.may('complete', task))
      throw new Refusal('not-yours', `“${task.title}” is not yours to complete.`, 'forbidden', { task: task.title });
    if (task.doneAt !== undefined) return [];
    const waitsFor = openNeeds(tasks, task);
    if (waitsFor.length > 0) {
      const tasks = readableTitles(waitsFor, asker);
      const sentence = `“${task.title}” waits for ${naming(tasks)}.`;
      throw new Refusal('task-waits', sentence, 'conflict', { task: task.title, tasks });
    }
    return [{ type: 'TaskCompleted', visibility: task.visibility, data: { taskId } }];
  };
}

export function reopenTask(taskId: string, reason: string | undefined, asker: Asker): Decision {
  return (state) => {
    const { tasks } = running(state, asker);
    const task = readable(tasks, taskId, asker);
    if (!asker.may('reopen', task))
      throw new Refusal('not-yours', `“${task.title}” is not yours to open again.`, 'forbidden', { task: task.title });
    if (task.doneAt === undefined) return [];
    const needed = followers(tasks, task).filter(({ doneAt }) => doneAt !== undefined);
    if (needed.length > 0) {
      const tasks = readableTitles(needed, asker);
      const sentence = `“${task.title}” stays done, because what needs it is done as well: ${naming(tasks)}.`;
      throw new Refusal('task-needed', sentence, 'conflict', { task: task.title, tasks });
    }
    const data = { taskId, ...(reason !== undefined && { reason }) };
    return [{ type: 'TaskReopened', visibility: task.visibility, data }];
  };
}

/** @param version the status that the person saw, 0 before the first */
export function updateStatus(said: Pick<Status, 'state' | 'sentence'>, version: number, asker: Asker): Decision {
  return (state) => {
    const { status } = running(state, asker);
    if (version !== (status?.version ?? 0)) {
      throw new Refusal(
        'old-version',
        'The status has changed since you read it. Read it again, then say what still holds.',
        'version',
      );
    }
    if (status?.state === said.state && status.sentence === said.sentence) return [];
    return [{ type: 'StatusUpdated', visibility: 'client', data: { state: said.state, sentence: said.sentence } }];
  };
}

export function publishNote(noteId: string, body: string, asker: Asker): Decision {
  return (state) => {
    running(state, asker);
    return [{ type: 'NotePublished', visibility: 'client', data: { noteId, body } }];
  };
}

export function addInternalNote(noteId: string, body: string, asker: Asker): Decision {
  return (state) => {
    running(state, asker);
    return [{ type: 'InternalNoteAdded', visibility: 'internal', data: { noteId, body } }];
  };
}

/** Tasks that must be done before this one and are not. */
export function openNeeds(tasks: readonly Task[], task: Task): Task[] {
  return tasks.filter(({ id, doneAt }) => doneAt === undefined && task.needs.includes(id));
}

/** Tasks that need this one. */
export function followers(tasks: readonly Task[], task: Task): Task[] {
  return tasks.filter(({ needs }) => needs.includes(task.id));
}

/** Whether the decision would make something happen now, for lists of what is allowed. */
export function isAllowed(decision: Decision, state: Project): boolean {
  try {
    return decision(state).length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function running(state: Project, { account }: Asker): RunProject {
  if (state.kind === 'none' || state.account !== account) throw notFound();
  if (state.kind === 'recorded') {
    throw new Refusal('recorded-project', 'This project was recorded elsewhere and takes no commands.');
  }
  return state;
}

/** A task that the person may know of; any other answers like one that does not exist. */
function readable(tasks: readonly Task[], taskId: string, asker: Asker): Task {
  const task = tasks.find(({ id }) => id === taskId);
  if (!task || !asker.may('read', task)) throw notFound();
  return task;
}

/** The same words whether there is nothing or it is somebody else's. */
function notFound(): Refusal {
  return new Refusal('not-found', 'There is nothing here, or it is not yours to see.', 'not-found');
}

function readableTitles(tasks: readonly Task[], asker: Asker): string[] {
  return tasks.filter((task) => asker.may('read', task)).map(({ title }) => title);
}

function naming(titles: readonly string[]): string {
  const quoted = titles.map((title) => `“${title}”`);
  const last = quoted.pop();
  if (last === undefined) return 'work that is done on the other side';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}
