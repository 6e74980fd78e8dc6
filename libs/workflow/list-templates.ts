import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listTemplates } from '#contracts';
import { pageOf, type OperationRequest } from '#platform';
import { Templates } from './templates.js';

export class ListTemplates extends Query<AnswerOf<typeof listTemplates>> {
  constructor(readonly request: OperationRequest<typeof listTemplates>) {
    super();
  }
}

@QueryHandler(ListTemplates)
export class ListTemplatesHandler implements IQueryHandler<ListTemplates> {
  constructor(private readonly templates: Templates) {}

  execute({ request: { query } }: ListTemplates): Promise<AnswerOf<typeof listTemplates>> {
    const { page, ...next } = pageOf(this.templates.newest(), ({ id }) => id, query);
    const items = page.map(({ id, version, name, description, phases, steps }) => ({
      id,
      version,
      name,
      description,
      phases: phases.map((phase) => phase.name),
      tasks: steps.length,
      days: Math.max(...steps.map(({ dueInDays }) => dueInDays)),
    }));
    return Promise.resolve({ items, ...next });
  }
}
