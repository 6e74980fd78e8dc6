import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, completeTask } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import { askerOf } from './asker.js';
import * as decide from './domain/project-decisions.js';
import { project } from './domain/project.js';

export class CompleteTask extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof completeTask>) {
    super();
  }
}

@CommandHandler(CompleteTask)
export class CompleteTaskHandler implements ICommandHandler<CompleteTask> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request }: CompleteTask): Promise<CommandAnswer> {
    const { projectId, taskId } = request.params;
    const decision = decide.completeTask(taskId, askerOf(request));
    return answer(
      await transact(this.transactions, `project-${projectId}`, project, request.command(request.account), decision),
    );
  }
}
