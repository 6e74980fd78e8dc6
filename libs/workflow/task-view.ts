import type { TaskView } from '#contracts';
import * as decide from './domain/project-decisions.js';
import type { RunProject, Task } from './domain/project.js';
import type { Names } from './names.js';

/** Tasks that the person may know of, in the template's order. */
export function readableTasks({ tasks }: RunProject, asker: decide.Asker): Task[] {
  return tasks.filter((task) => asker.may('read', task));
}

export function stateOf(task: Task, { tasks }: RunProject): TaskView['state'] {
  if (task.doneAt !== undefined) return 'done';
  return decide.openNeeds(tasks, task).length > 0 ? 'blocked' : 'open';
}

export function taskView(task: Task, project: RunProject, asker: decide.Asker, names: Names): TaskView {
  const titles = (tasks: readonly Task[]) =>
    tasks.filter((other) => asker.may('read', other)).map(({ title }) => title);
  return {
    id: task.id,
    phase: task.phase,
    title: task.title,
    why: task.why ?? null,
    side: task.side,
    visibility: task.visibility,
    state: stateOf(task, project),
    dueOn: task.dueOn,
    minutes: task.minutes ?? null,
    waitsFor: task.doneAt === undefined ? titles(decide.openNeeds(project.tasks, task)) : [],
    unlocks: titles(opensNext(task, project)),
    doneAt: task.doneAt ?? null,
    doneBy: task.doneBy === undefined ? null : names.person(task.doneBy),
    allowed: allowedOn(task, project, asker),
  };
}

/** Tasks that only wait for this one. */
function opensNext(task: Task, { tasks }: RunProject): Task[] {
  if (task.doneAt !== undefined) return [];
  return decide
    .followers(tasks, task)
    .filter((follower) => decide.openNeeds(tasks, follower).every(({ id }) => id === task.id));
}

/** What would happen if the person tried, by the decisions themselves. */
function allowedOn({ id }: Task, project: RunProject, asker: decide.Asker): string[] {
  const decisions = {
    completeTask: decide.completeTask(id, asker),
    reopenTask: decide.reopenTask(id, undefined, asker),
  };
  return Object.entries(decisions).flatMap(([command, decision]) =>
    decide.isAllowed(decision, project) ? [command] : [],
  );
}
