import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listReportEvents } from '#contracts';
import { Clock, type OperationRequest } from '#platform';
import { countedIn } from './domain/figures.js';
import { periodOf } from './domain/period.js';
import { ReadCourses, type ReadCourse } from './read-courses.js';
import { cursorOf, placeOf, type ReportPlace } from './report-cursor.js';
import { TellReportEvents, type CountedEvent } from './tell-report-events.js';

const DEFAULT_LIMIT = 50;

type Asked = OperationRequest<typeof listReportEvents>;

export class ListReportEvents extends Query<AnswerOf<typeof listReportEvents>> {
  constructor(readonly request: Asked) {
    super();
  }
}

@QueryHandler(ListReportEvents)
export class ListReportEventsHandler implements IQueryHandler<ListReportEvents> {
  constructor(
    private readonly courses: ReadCourses,
    private readonly tell: TellReportEvents,
    private readonly clock: Clock,
  ) {}

  async execute({ request }: ListReportEvents): Promise<AnswerOf<typeof listReportEvents>> {
    const { counted, next } = await this.#page(request);
    return { items: await this.tell.of(counted), ...(next !== undefined && { next }) };
  }

  async #page({ principal, query }: Asked): Promise<{ counted: readonly CountedEvent[]; next?: string }> {
    const { cursor, limit = DEFAULT_LIMIT } = query;
    const period = periodOf(query, this.clock.now().getTime());
    const start = cursor === undefined ? undefined : placeOf(cursor);
    const counted: CountedEvent[] = [];
    for await (const read of this.courses.newestFirst(principal, query, period.known, start?.last)) {
      const told = toldOf(read, start);
      const own = read.course ? countedIn(read.course, query, period) : [];
      const more = own.slice(told).map((one) => ({ ...one, project: read.project }));
      const taken = more.slice(0, limit - counted.length);
      counted.push(...taken);
      if (more.length > taken.length) {
        const { _id, last } = read.project;
        return { counted, next: cursorOf({ last, project: _id, told: told + taken.length }) };
      }
    }
    return { counted };
  }
}

/** How many of a project's events the pages before have told: all of those that stand before the place. */
function toldOf({ project: { _id, last } }: ReadCourse, start: ReportPlace | undefined): number {
  if (start?.last !== last || _id < start.project) return 0;
  return _id === start.project ? start.told : Infinity;
}
