import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, recordVisit } from '#contracts';
import type { OperationRequest } from '#platform';
import { Visits } from './visits.js';

export class RecordVisit extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof recordVisit>) {
    super();
  }
}

@CommandHandler(RecordVisit)
export class RecordVisitHandler implements ICommandHandler<RecordVisit> {
  constructor(private readonly visits: Visits) {}

  async execute({ request: { principal, account } }: RecordVisit): Promise<CommandAnswer> {
    await this.visits.record(principal.personId, account);
    return {};
  }
}
