import type { Decide } from '#event-sourcing';
import { uuidv5 } from '#event-sourcing';
import { project, projectDecisions, shippedTemplates, type Asker, type Project } from '#workflow';
import type { DemoClock } from './demo-clock.js';
import { COLLEAGUES } from './demo-people.js';
import type { Deed, DemoProject } from './demo-projects.js';
import { demoId, type StoryTeller } from './story-teller.js';

const TEMPLATE = 'website-project';

/** Starts a project and does everything that was done in it. */
export function tellProject(teller: StoryTeller, clock: DemoClock, story: DemoProject, account: string): void {
  const { name, by, startedWorkdaysAgo, deeds } = story;
  const id = demoId(`project ${name}`);
  const work = { account, stream: `project-${id}` as const, decider: project };
  const startsOn = clock.day(startedWorkdaysAgo);
  const start = () => projectDecisions.start({ id, name, template: newestTemplate(), startsOn, today: startsOn });
  teller.happens({ name: `start ${name}`, at: clock.at(startedWorkdaysAgo, '09:05'), by, ...work, decide: start });
  deeds.forEach((deed, index) => {
    const statuses = deeds.slice(0, index).filter((earlier) => 'status' in earlier).length;
    const decide = () =>
      decisionOf(deed, {
        projectId: id,
        statuses,
        name: `${name} ${String(index)}`,
        asker: askerFor(deed.by, account),
      });
    teller.happens({ name: `${name} ${String(index)}`, at: clock.at(...deed.on), by: deed.by, ...work, decide });
  });
}

interface Place {
  readonly projectId: string;
  /** How many statuses were said before. */
  readonly statuses: number;
  readonly name: string;
  readonly asker: Asker;
}

function decisionOf(deed: Deed, { projectId, statuses, name, asker }: Place): Decide<Project> {
  if ('complete' in deed) return projectDecisions.completeTask(uuidv5(projectId, deed.complete), asker);
  if ('reopen' in deed) return projectDecisions.reopenTask(uuidv5(projectId, deed.reopen), deed.reason, asker);
  if ('status' in deed)
    return projectDecisions.updateStatus({ state: deed.status, sentence: deed.sentence }, statuses, asker);
  if ('note' in deed) return projectDecisions.publishNote(demoId(`note ${name}`), deed.note, asker);
  return projectDecisions.addInternalNote(demoId(`note ${name}`), deed.internal, asker);
}

/** Colleagues may do everything here, clients what is on their side. */
function askerFor(email: string, account: string): Asker {
  const isColleague = COLLEAGUES.some((colleague) => colleague.email === email);
  return { account, may: (_, { side, visibility }) => isColleague || (side === 'client' && visibility === 'client') };
}

function newestTemplate() {
  const template = shippedTemplates().findLast(({ id }) => id === TEMPLATE);
  if (!template) throw new Error(`The workflow ${TEMPLATE} is missing.`);
  return template;
}
