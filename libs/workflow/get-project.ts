import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ProjectView, getProject } from '#contracts';
import { Views, notFound, type OperationRequest, type Principal } from '#platform';
import { NamesOf } from './names.js';
import { projectView } from './project-view.js';
import { projects, type ProjectDocument } from './projects.js';

export class GetProject extends Query<ProjectView> {
  constructor(readonly request: OperationRequest<typeof getProject>) {
    super();
  }
}

@QueryHandler(GetProject)
export class GetProjectHandler implements IQueryHandler<GetProject> {
  constructor(
    private readonly views: Views,
    private readonly names: NamesOf,
  ) {}

  async execute({ request: { params, principal } }: GetProject): Promise<ProjectView> {
    const document = await this.views.of(projects).get(params.projectId);
    if (!document || !mayRead(principal, document)) throw notFound();
    return projectView(document, principal, await this.names.projects([document]));
  }
}

function mayRead(principal: Principal, { account, visibility }: ProjectDocument): boolean {
  return principal.can('read', { resource: 'project', account, visibility });
}
