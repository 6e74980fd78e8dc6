import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, reopenTask } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import { askerOf } from './asker.js';
import * as decide from './domain/project-decisions.js';
import { project } from './domain/project.js';

export class ReopenTask extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof reopenTask>) {
    super();
  }
}

@CommandHandler(ReopenTask)
export class ReopenTaskHandler implements ICommandHandler<ReopenTask> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request }: ReopenTask): Promise<CommandAnswer> {
    const { projectId, taskId } = request.params;
    const decision = decide.reopenTask(taskId, request.body.reason, askerOf(request));
    return answer(
      await transact(this.transactions, `project-${projectId}`, project, request.command(request.account), decision),
    );
  }
}
