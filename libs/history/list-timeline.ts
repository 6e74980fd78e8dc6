import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listTimeline } from '#contracts';
import { Views, type OperationRequest } from '#platform';
import type { FindQuery } from '#read-models';
import { entriesWhere } from './entries-where.js';
import { TellEntries } from './tell-entries.js';
import { recordedAt, timeline, type TimelineDocument } from './timeline.js';

const DEFAULT_LIMIT = 50;

type Asked = OperationRequest<typeof listTimeline>;

export class ListTimeline extends Query<AnswerOf<typeof listTimeline>> {
  constructor(readonly request: Asked) {
    super();
  }
}

@QueryHandler(ListTimeline)
export class ListTimelineHandler implements IQueryHandler<ListTimeline> {
  constructor(
    private readonly views: Views,
    private readonly tell: TellEntries,
  ) {}

  async execute({ request }: ListTimeline): Promise<AnswerOf<typeof listTimeline>> {
    const { items, next } = await this.#page(request);
    return { items: await this.tell.of(items), ...(next !== undefined && { next }) };
  }

  async #page({ principal, query }: Asked): Promise<{ items: readonly TimelineDocument[]; next?: string }> {
    const { before, since, cursor, limit = DEFAULT_LIMIT } = query;
    const where = entriesWhere(principal, query);
    const find = (part: Pick<FindQuery, 'sort' | 'from'>) =>
      this.views.of(timeline).find({ where, after: cursor, limit, ...part });
    if (since === undefined) return find({ sort: [['order', 'desc']], ...(before !== undefined && { from: before }) });
    // What was recorded since is at the head of that order; the first entry from before ends it.
    const { items, next } = await find({ sort: [['recorded', 'desc']] });
    const fresh = items.filter((entry) => recordedAt(entry) > since);
    const wanted = fresh.filter(({ order }) => before === undefined || order < before);
    return { items: wanted, ...(fresh.length === items.length && next !== undefined && { next }) };
  }
}
