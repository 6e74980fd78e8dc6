import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { HomeView, getHome } from '#contracts';
import { Clock, type OperationRequest, type Principal } from '#platform';
import { askerOf } from './asker.js';
import { KnownProjects, type KnownProject } from './known-projects.js';
import { NamesOf, type Names } from './names.js';
import { projectSummary } from './project-view.js';
import type { ProjectDocument } from './projects.js';
import { taskView } from './task-view.js';
import { Visits } from './visits.js';
import { whatHappensNext } from './what-happens-next.js';

/** Projects that follow a template; more than any client has going on at one time. */
const MOST_RUNNING = 50;
/** An account that only has recorded projects sees the newest of them. */
const LEAST_SHOWN = 5;

export class GetHome extends Query<HomeView> {
  constructor(readonly request: OperationRequest<typeof getHome>) {
    super();
  }
}

@QueryHandler(GetHome)
export class GetHomeHandler implements IQueryHandler<GetHome> {
  constructor(
    private readonly projects: KnownProjects,
    private readonly names: NamesOf,
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  async execute({ request: { principal, account } }: GetHome): Promise<HomeView> {
    const shown = await this.#shown(account, principal);
    const names = await this.names.projects(shown);
    return {
      ...(await this.names.face(account)),
      waitingOnYou: waitingOn(principal, shown, names),
      projects: shown.map((project) => projectSummary(project, principal, names)),
      next: whatHappensNext(shown, principal, this.clock.now().toISOString().slice(0, 10)),
      lastVisit: await this.visits.before(principal.personId, account),
    };
  }

  async #shown(account: string, principal: Principal): Promise<KnownProject[]> {
    const order = principal.rights.businessRole === null ? 'activeClient' : 'active';
    const find = async (kind: ProjectDocument['kind'], limit: number) => {
      const where = { $and: [principal.scope('read', 'project'), { account, kind }] };
      return (await this.projects.find({ where, sort: [[order, 'desc']], limit })).items;
    };
    const running = await find('run', MOST_RUNNING);
    const room = LEAST_SHOWN - running.length;
    return [...running, ...(room > 0 ? await find('recorded', room) : [])];
  }
}

/** What the person can do now, most urgent first. */
function waitingOn(
  principal: Principal,
  documents: readonly ProjectDocument[],
  names: Names,
): HomeView['waitingOnYou'] {
  const tasks = documents.flatMap(({ _id, name, account, project }) => {
    if (project.kind !== 'run') return [];
    const asker = askerOf({ principal, account });
    return project.tasks
      .filter((task) => task.doneAt === undefined && asker.may('complete', task) && asker.may('read', task))
      .map((task) => ({ ...taskView(task, project, asker, names), project: { id: _id, name } }));
  });
  return tasks
    .filter(({ allowed }) => allowed.includes('completeTask'))
    .sort((a, b) => compare(a.dueOn ?? '', b.dueOn ?? ''));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
