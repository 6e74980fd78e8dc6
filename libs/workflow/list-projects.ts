import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listProjects } from '#contracts';
import { Views, type OperationRequest, type Principal } from '#platform';
import type { Condition, FindQuery, Page } from '#read-models';
import { NamesOf } from './names.js';
import { projectSummary } from './project-view.js';
import { projects, type ProjectDocument } from './projects.js';

const DEFAULT_LIMIT = 50;
/** Pages that one request for a name looks through; `next` goes on from there. */
const MOST_PAGES = 20;

export class ListProjects extends Query<AnswerOf<typeof listProjects>> {
  constructor(readonly request: OperationRequest<typeof listProjects>) {
    super();
  }
}

@QueryHandler(ListProjects)
export class ListProjectsHandler implements IQueryHandler<ListProjects> {
  constructor(
    private readonly views: Views,
    private readonly names: NamesOf,
  ) {}

  async execute({ request: { principal, query } }: ListProjects): Promise<AnswerOf<typeof listProjects>> {
    const { items, next } = await this.#find(queryFor(principal, query), query.name?.toLowerCase());
    const names = await this.names.projects(items);
    return {
      items: items.map((document) => projectSummary(document, principal, names)),
      ...(next !== undefined && { next }),
    };
  }

  /** Names are compared here, since no index finds a part of one; a page may then hold fewer than there are. */
  async #find(query: FindQuery, part: string | undefined): Promise<Page<ProjectDocument>> {
    const view = this.views.of(projects);
    if (part === undefined) return view.find(query);
    const items: ProjectDocument[] = [];
    let after = query.after;
    for (let pages = 0; pages < MOST_PAGES && items.length < query.limit; pages += 1) {
      const page = await view.find({ ...query, after, limit: query.limit - items.length });
      items.push(...page.items.filter(({ name }) => name.toLowerCase().includes(part)));
      after = page.next;
      if (after === undefined) return { items };
    }
    return { items, ...(after !== undefined && { next: after }) };
  }
}

function queryFor(principal: Principal, { account, kind, cursor, limit }: ListProjects['request']['query']): FindQuery {
  const narrowed: Condition[] = [
    principal.scope('read', 'project'),
    ...(account === undefined ? [] : [{ account }]),
    ...(kind === undefined ? [] : [{ kind }]),
  ];
  const order = principal.rights.businessRole === null ? 'activeClient' : 'active';
  return { where: { $and: narrowed }, sort: [[order, 'desc']], after: cursor, limit: limit ?? DEFAULT_LIMIT };
}
