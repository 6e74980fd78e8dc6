import type { PhaseView, ProjectSummary, ProjectView } from '#contracts';
import type { Principal } from '#platform';
import { askerOf } from './asker.js';
import type { Asker } from './domain/project-decisions.js';
import type { RunProject, Task } from './domain/project.js';
import type { KnownProject } from './known-projects.js';
import type { Names } from './names.js';
import type { ProjectDocument } from './projects.js';
import { flattened } from './recorded.js';
import { readableTasks, stateOf, taskView } from './task-view.js';

/** A project as a person may see it: what is internal is neither shown nor counted for a client. */
export function projectSummary(known: KnownProject, principal: Principal, names: Names): ProjectSummary {
  const { _id, account, kind, name, project, activity } = known;
  const { events, lastAt } = activity.seen[seesInside(known, principal) ? 'business' : 'client'];
  const common = { id: _id, account: names.account(account), name, kind, lastAt, events };
  if (project.kind !== 'run') return { ...common, ...NO_WORK, phase: activity.course?.phase ?? null };
  const tasks = readableTasks(project, askerOf({ principal, account }));
  const phases = phaseViews(project, tasks);
  return {
    ...common,
    ...workOf(project, tasks),
    phases,
    phase: (phases.find(({ state }) => state === 'now') ?? phases.at(-1))?.name ?? null,
    status: statusView(project.status, names),
  };
}

/** What is done, what waits on whom, and the earliest due date among what waits. */
function workOf(project: RunProject, tasks: readonly Task[]) {
  const waiting = tasks.filter((task) => stateOf(task, project) === 'open');
  const waitingOn = (side: Task['side']) => waiting.filter((task) => task.side === side).length;
  return {
    tasks: tasks.length,
    done: tasks.filter(isDone).length,
    waitingOnClient: waitingOn('client'),
    waitingOnBusiness: waitingOn('business'),
    dueOn: waiting.map(({ dueOn }) => dueOn).sort()[0] ?? null,
  };
}

const NO_WORK = { phases: [], tasks: 0, done: 0, status: null, waitingOnClient: 0, waitingOnBusiness: 0, dueOn: null };

export function projectView(known: KnownProject, principal: Principal, names: Names): ProjectView {
  const { project, account } = known;
  const summary = { ...projectSummary(known, principal, names), recorded: recordedView(known) };
  if (project.kind !== 'run') return { ...summary, template: null, startedOn: null, taskList: [], allowed: [] };
  const asker: Asker = askerOf({ principal, account });
  return {
    ...summary,
    template: project.template,
    startedOn: project.startsOn,
    taskList: readableTasks(project, asker).map((task) => taskView(task, project, asker, names)),
    allowed: allowedIn(account, principal),
  };
}

/** Whether the person may know of what is internal to the business. */
export function seesInside({ account }: Pick<ProjectDocument, 'account'>, principal: Principal): boolean {
  return principal.can('read', { resource: 'entry', account, visibility: 'internal' });
}

function allowedIn(account: string, principal: Principal): string[] {
  const allowed = {
    updateStatus: principal.can('update-status', { resource: 'project', account }),
    publishNote: principal.can('publish', { resource: 'note', account, visibility: 'client' }),
    addInternalNote: principal.can('annotate', { resource: 'note', account, visibility: 'internal' }),
  };
  return Object.entries(allowed).flatMap(([command, isAllowed]) => (isAllowed ? [command] : []));
}

/** The first phase that is not done is the one now; both sides are told the same, whatever each sees of its tasks. */
function phaseViews({ phases, tasks }: RunProject, readable: readonly Task[]): PhaseView[] {
  const isOver = (phase: string) => tasks.every((task) => task.phase !== phase || isDone(task));
  const now = phases.find(({ id }) => !isOver(id));
  return phases.map((phase) => {
    const own = readable.filter((task) => task.phase === phase.id);
    const ended = tasks.flatMap((task) => (task.phase === phase.id ? (task.doneAt ?? []) : []));
    const state = isOver(phase.id) ? 'done' : phase === now ? 'now' : 'later';
    return {
      ...phase,
      state,
      doneAt: state === 'done' ? (ended.sort().at(-1) ?? null) : null,
      tasks: own.length,
      done: own.filter(isDone).length,
    };
  });
}

function statusView(status: RunProject['status'], names: Names): ProjectSummary['status'] {
  return status ? { ...status, by: names.person(status.by) } : null;
}

function recordedView({ recorded, activity }: KnownProject): ProjectView['recorded'] {
  if (!recorded) return null;
  const { source, caseName, importedAt, attributes } = recorded;
  return { source, caseName, importedAt, firstAt: activity.course?.firstAt ?? null, attributes: flattened(attributes) };
}

function isDone({ doneAt }: Task): boolean {
  return doneAt !== undefined;
}
