import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, getSetup } from '#contracts';
import { Transactions, foldStream } from '#event-sourcing';
import { WORKSPACE, workspace } from './domain/workspace.js';

export class GetSetup extends Query<AnswerOf<typeof getSetup>> {}

@QueryHandler(GetSetup)
export class GetSetupHandler implements IQueryHandler<GetSetup> {
  constructor(private readonly transactions: Transactions) {}

  async execute(): Promise<AnswerOf<typeof getSetup>> {
    const { business } = await foldStream(this.transactions, WORKSPACE, workspace);
    return { open: business === undefined, business: business ?? null };
  }
}
