import type { HomeView } from '#contracts';
import type { Principal } from '#platform';
import { askerOf } from './asker.js';
import type { RunProject } from './domain/project.js';
import type { ProjectDocument } from './projects.js';
import { readableTasks } from './task-view.js';

type Coming = HomeView['next'][number];

const MOST = 4;

/** The next things with a date, from today on and in order of date, of all projects that are not finished. */
export function whatHappensNext(documents: readonly ProjectDocument[], principal: Principal, today: string): Coming[] {
  const coming = documents.flatMap(({ _id, name, account, project }) => {
    if (project.kind !== 'run' || project.status?.state === 'finished') return [];
    const asker = askerOf({ principal, account });
    const tasks = readableTasks(project, asker).filter(({ doneAt }) => doneAt === undefined);
    const dates = [
      ...tasks.map(({ dueOn, title, side }) => ({ on: dueOn, what: title, kind: 'task' as const, side })),
      ...phaseDates(project),
    ];
    // What begins today has begun: it is no news for tomorrow.
    const isAhead = ({ on, kind }: (typeof dates)[number]) => (kind === 'phase-starts' ? on > today : on >= today);
    return dates.filter(isAhead).map((date) => ({ ...date, project: { id: _id, name } }));
  });
  return coming.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))).slice(0, MOST);
}

/** Begins and ends of the phases that still have something to do. */
function phaseDates({ phases, tasks }: RunProject): Omit<Coming, 'project'>[] {
  const open = phases.filter(({ id }) => tasks.some(({ phase, doneAt }) => phase === id && doneAt === undefined));
  return open.flatMap(({ name, startsOn, endsOn }) => [
    { on: startsOn, what: name, kind: 'phase-starts' as const, side: null },
    { on: endsOn, what: name, kind: 'phase-ends' as const, side: null },
  ]);
}
