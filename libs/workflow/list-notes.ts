import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listNotes } from '#contracts';
import { Views, type OperationRequest } from '#platform';
import { NamesOf } from './names.js';
import { notes } from './notes.js';

const DEFAULT_LIMIT = 50;

export class ListNotes extends Query<AnswerOf<typeof listNotes>> {
  constructor(readonly request: OperationRequest<typeof listNotes>) {
    super();
  }
}

@QueryHandler(ListNotes)
export class ListNotesHandler implements IQueryHandler<ListNotes> {
  constructor(
    private readonly views: Views,
    private readonly names: NamesOf,
  ) {}

  async execute({ request: { params, principal, account, query } }: ListNotes): Promise<AnswerOf<typeof listNotes>> {
    const { visibility } = query;
    const own = { account, project: params.projectId, ...(visibility !== undefined && { visibility }) };
    const { items, next } = await this.views.of(notes).find({
      where: { $and: [principal.scope('read', 'note'), own] },
      sort: [['order', 'desc']],
      after: query.cursor,
      limit: query.limit ?? DEFAULT_LIMIT,
    });
    const names = await this.names.people(items.map(({ by }) => by));
    return {
      items: items.map(({ _id, body, at, by, ...note }) => ({
        id: _id,
        body,
        visibility: note.visibility,
        at,
        by: names.person(by),
      })),
      ...(next !== undefined && { next }),
    };
  }
}
