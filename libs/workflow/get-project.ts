import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ProjectView, getProject } from '#contracts';
import { notFound, type OperationRequest, type Principal } from '#platform';
import { KnownProjects, type KnownProject } from './known-projects.js';
import { NamesOf } from './names.js';
import { projectView } from './project-view.js';

export class GetProject extends Query<ProjectView> {
  constructor(readonly request: OperationRequest<typeof getProject>) {
    super();
  }
}

@QueryHandler(GetProject)
export class GetProjectHandler implements IQueryHandler<GetProject> {
  constructor(
    private readonly projects: KnownProjects,
    private readonly names: NamesOf,
  ) {}

  async execute({ request: { params, principal } }: GetProject): Promise<ProjectView> {
    const project = await this.projects.get(params.projectId);
    if (!project || !mayRead(principal, project)) throw notFound();
    return projectView(project, principal, await this.names.projects([project]));
  }
}

function mayRead(principal: Principal, { account, visibility }: KnownProject): boolean {
  return principal.can('read', { resource: 'project', account, visibility });
}
