import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, updateStatus } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import { askerOf } from './asker.js';
import * as decide from './domain/project-decisions.js';
import { project } from './domain/project.js';

export class UpdateStatus extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof updateStatus>) {
    super();
  }
}

@CommandHandler(UpdateStatus)
export class UpdateStatusHandler implements ICommandHandler<UpdateStatus> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request }: UpdateStatus): Promise<CommandAnswer> {
    const { params, body, version } = request;
    const decision = decide.updateStatus(body, version, askerOf(request));
    return answer(
      await transact(
        this.transactions,
        `project-${params.projectId}`,
        project,
        request.command(request.account),
        decision,
      ),
    );
  }
}
