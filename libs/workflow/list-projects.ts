import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listProjects } from '#contracts';
import type { OperationRequest, Principal } from '#platform';
import type { Condition, FindQuery } from '#read-models';
import { KnownProjects } from './known-projects.js';
import { NamesOf } from './names.js';
import { projectSummary } from './project-view.js';

const DEFAULT_LIMIT = 50;

export class ListProjects extends Query<AnswerOf<typeof listProjects>> {
  constructor(readonly request: OperationRequest<typeof listProjects>) {
    super();
  }
}

@QueryHandler(ListProjects)
export class ListProjectsHandler implements IQueryHandler<ListProjects> {
  constructor(
    private readonly projects: KnownProjects,
    private readonly names: NamesOf,
  ) {}

  async execute({ request: { principal, query } }: ListProjects): Promise<AnswerOf<typeof listProjects>> {
    const { name } = query;
    const asked = queryFor(principal, query);
    const { items, next } = await (name === undefined
      ? this.projects.find(asked)
      : this.projects.findNamed({ ...asked, name }));
    const names = await this.names.projects(items);
    return {
      items: items.map((project) => projectSummary(project, principal, names)),
      ...(next !== undefined && { next }),
    };
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
