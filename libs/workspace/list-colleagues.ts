import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, ColleagueView, listColleagues } from '#contracts';
import { Assignments, Directory, Views, pageOf, type OperationRequest } from '#platform';
import { WORKSPACE_ID, workspaceView, type ColleagueDocument } from './workspace-view.js';

export class ListColleagues extends Query<AnswerOf<typeof listColleagues>> {
  constructor(readonly request: OperationRequest<typeof listColleagues>) {
    super();
  }
}

@QueryHandler(ListColleagues)
export class ListColleaguesHandler implements IQueryHandler<ListColleagues> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly assignments: Assignments,
  ) {}

  /** In the order in which they were invited; the cursor is the id of the last one. */
  async execute({ request: { query } }: ListColleagues): Promise<AnswerOf<typeof listColleagues>> {
    const colleagues = (await this.views.of(workspaceView).get(WORKSPACE_ID))?.colleagues ?? [];
    const { page, ...next } = pageOf(colleagues, ({ personId }) => personId, query);
    return { items: await this.#shown(page), ...next };
  }

  async #shown(page: readonly ColleagueDocument[]): Promise<ColleagueView[]> {
    const people = await this.directory.people(page.map(({ personId }) => personId));
    return Promise.all(
      page.map(async ({ personId, role, joined, invitedAt }) => ({
        id: personId,
        name: people.get(personId)?.name ?? null,
        email: people.get(personId)?.email ?? null,
        role,
        joined,
        invitedAt,
        accounts: [...(await this.assignments.of(personId))],
      })),
    );
  }
}
