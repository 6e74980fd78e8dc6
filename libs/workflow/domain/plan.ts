import { uuidv5 } from '#event-sourcing';
import { addDays, movedToWorkday } from './day.js';
import type { PlannedPhase, PlannedTask } from './project-events.js';
import type { Template } from './template.js';

/** A template resolved for one project: real ids and days. */
export interface Plan {
  readonly phases: readonly PlannedPhase[];
  /** In the template's order. */
  readonly tasks: readonly (PlannedTask & { readonly visibility: 'client' | 'internal' })[];
}

/** The plan of a project that starts on a day. Task ids are `uuidv5(projectId, stepId)`. */
export function planOf(template: Template, projectId: string, startsOn: string): Plan {
  const taskId = (step: string) => uuidv5(projectId, step);
  const tasks = template.steps.map((step) => ({
    id: taskId(step.id),
    step: step.id,
    phase: step.phase,
    title: step.title,
    ...(step.why !== undefined && { why: step.why }),
    side: step.side,
    visibility: step.visibility,
    needs: step.needs.map(taskId),
    dueOn: movedToWorkday(addDays(startsOn, step.dueInDays)),
    ...(step.minutes !== undefined && { minutes: step.minutes }),
  }));
  return { phases: phasesOf(template, tasks, startsOn), tasks };
}

/** A phase ends with the last of its tasks; the next begins on the day after, and none ends before it begins. */
function phasesOf(template: Template, tasks: Plan['tasks'], startsOn: string): PlannedPhase[] {
  let begins = startsOn;
  return template.phases.map(({ id, name }) => {
    const days = tasks.filter((task) => task.phase === id).map((task) => task.dueOn);
    const phase = { id, name, startsOn: begins, endsOn: [begins, ...days].sort().at(-1) ?? begins };
    begins = movedToWorkday(addDays(phase.endsOn, 1));
    return phase;
  });
}
