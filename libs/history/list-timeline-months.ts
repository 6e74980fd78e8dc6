import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listTimelineMonths } from '#contracts';
import { Views, type OperationRequest } from '#platform';
import { entriesWhere } from './entries-where.js';
import { timeline } from './timeline.js';

export class ListTimelineMonths extends Query<AnswerOf<typeof listTimelineMonths>> {
  constructor(readonly request: OperationRequest<typeof listTimelineMonths>) {
    super();
  }
}

@QueryHandler(ListTimelineMonths)
export class ListTimelineMonthsHandler implements IQueryHandler<ListTimelineMonths> {
  constructor(private readonly views: Views) {}

  async execute({ request: { principal, query } }: ListTimelineMonths): Promise<AnswerOf<typeof listTimelineMonths>> {
    const counts = await this.views.of(timeline).countBy('month', entriesWhere(principal, query));
    return { items: counts.map(({ value, count }) => ({ month: String(value), entries: count })).reverse() };
  }
}
