import type { Template, TemplateStep } from './template.js';

/** Something in a template that cannot work, and where: a path as in `['steps', 3, 'needs', 0]`. */
export interface TemplateFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with how the steps and phases of a template refer to each other; nothing when projects can start from it. */
export function faultsOf(template: Template): TemplateFault[] {
  const references = [
    ...repeatedIds(template),
    ...template.steps.flatMap((step, index) => faultsOfStep(template, step, index)),
  ];
  const empty = template.phases.flatMap((phase, index) =>
    template.steps.some((step) => step.phase === phase.id)
      ? []
      : [{ path: ['phases', index, 'id'], message: `No step belongs to the phase “${phase.id}”.` }],
  );
  return [...references, ...empty, ...unreachable(template)];
}

function repeatedIds(template: Template): TemplateFault[] {
  return (['phases', 'steps'] as const).flatMap((list) => {
    const ids = template[list].map(({ id }) => id);
    return ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [{ path: [list, index, 'id'], message: `The id “${id}” is taken.` }] : [],
    );
  });
}

function faultsOfStep(template: Template, step: TemplateStep, index: number): TemplateFault[] {
  const faults: TemplateFault[] = [];
  if (!template.phases.some((phase) => phase.id === step.phase)) {
    faults.push({ path: ['steps', index, 'phase'], message: `There is no phase “${step.phase}”.` });
  }
  if (step.side === 'client' && step.visibility === 'internal') {
    faults.push({
      path: ['steps', index, 'visibility'],
      message: 'The client does this step and must be able to see it.',
    });
  }
  step.needs.forEach((need, place) => {
    const message = faultOfNeed(template, step, need);
    if (message) faults.push({ path: ['steps', index, 'needs', place], message });
  });
  return faults;
}

function faultOfNeed(template: Template, step: TemplateStep, need: string): string | undefined {
  const needed = template.steps.find(({ id }) => id === need);
  if (!needed) return `There is no step “${need}”.`;
  if (needed.dueInDays > step.dueInDays) return `“${step.id}” is due before “${need}”, which it needs.`;
  return undefined;
}

/** Steps that nobody can ever get to: those in a circle, and those behind one. */
function unreachable(template: Template): TemplateFault[] {
  const stuck = stuckSteps(template.steps);
  return template.steps.flatMap((step, index) => {
    if (!stuck.has(step.id)) return [];
    const circle = circleThrough(step.id, stuck);
    const message = circle
      ? `These steps wait for each other: ${circle.map((id) => `“${id}”`).join(' needs ')}.`
      : `“${step.id}” can never be reached, because it needs steps that wait for each other.`;
    return [{ path: ['steps', index, 'needs'], message }];
  });
}

/** What is left, with what it needs of each other, when every step that can be done has been done. Unknown needs hold nobody up here. */
function stuckSteps(steps: readonly TemplateStep[]): Map<string, readonly string[]> {
  const left = new Map(steps.map(({ id, needs }) => [id, needs]));
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    for (const [id, needs] of left) if (!needs.some((need) => left.has(need))) left.delete(id);
  }
  return left;
}

/** The way from a step over its needs back to itself, if there is one. */
function circleThrough(start: string, needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const need of needs.get(way.at(-1) ?? '') ?? []) {
      if (need === start) return [...way, start];
      if (needs.has(need) && !seen.has(need)) {
        seen.add(need);
        ways.push([...way, need]);
      }
    }
  }
  return undefined;
}
