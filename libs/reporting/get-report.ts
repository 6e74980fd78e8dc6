import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ReportScope, ReportView } from '#contracts';
import { Clock, Directory, Views, type Principal } from '#platform';
import { periodOf } from './domain/period.js';
import { ReportCount, type WaitingProject } from './domain/report-count.js';
import { ReadCourses } from './read-courses.js';
import { reports } from './reports.js';

export class GetReport extends Query<ReportView> {
  constructor(
    readonly principal: Principal,
    readonly scope: ReportScope,
  ) {
    super();
  }
}

@QueryHandler(GetReport)
export class GetReportHandler implements IQueryHandler<GetReport> {
  constructor(
    private readonly courses: ReadCourses,
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async execute({ principal, scope }: GetReport): Promise<ReportView> {
    const period = periodOf(scope, this.clock.now().getTime());
    const count = new ReportCount(period);
    const counted = { run: 0, recorded: 0, events: 0, undated: 0 };
    for await (const { project, course, events, undated } of this.courses.all(principal, scope, period.known)) {
      counted.events += events;
      counted.undated += undated;
      if (!course) continue;
      counted[course.kind] += 1;
      count.add(project._id, course);
    }
    const { waiting, ...counts } = count.counts();
    const { longest, ...sides } = waiting;
    return {
      asOf: new Date(period.known.happened).toISOString(),
      ...counts,
      waiting: { ...sides, notKnown: counted.recorded, projects: await this.#named(longest) },
      counted,
    };
  }

  async #named(longest: readonly WaitingProject[]): Promise<ReportView['waiting']['projects']> {
    const found = await this.views.of(reports).getMany(longest.map(({ project }) => project));
    const accounts = await this.directory.accounts(found.map(({ account }) => account));
    const byId = new Map(found.map((document) => [document._id, document]));
    return longest.map(({ project, business, client }) => {
      const { name = '', account = '' } = byId.get(project) ?? {};
      return { id: project, name, account: { id: account, name: accounts.get(account)?.name ?? '' }, business, client };
    });
  }
}
