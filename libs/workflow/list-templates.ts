import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listTemplates } from '#contracts';
import { Templates } from './templates.js';

export class ListTemplates extends Query<AnswerOf<typeof listTemplates>> {}

@QueryHandler(ListTemplates)
export class ListTemplatesHandler implements IQueryHandler<ListTemplates> {
  constructor(private readonly templates: Templates) {}

  execute(): Promise<AnswerOf<typeof listTemplates>> {
    const items = this.templates.newest().map(({ id, version, name, description, phases, steps }) => ({
      id,
      version,
      name,
      description,
      phases: phases.map((phase) => phase.name),
      tasks: steps.length,
      days: Math.max(...steps.map(({ dueInDays }) => dueInDays)),
    }));
    return Promise.resolve({ items });
  }
}
