import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, publishNote } from '#contracts';
import { Transactions, transact, uuidv5 } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import { askerOf } from './asker.js';
import * as decide from './domain/project-decisions.js';
import { project } from './domain/project.js';

export class PublishNote extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof publishNote>) {
    super();
  }
}

@CommandHandler(PublishNote)
export class PublishNoteHandler implements ICommandHandler<PublishNote> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request }: PublishNote): Promise<CommandAnswer> {
    const command = request.command(request.account);
    const id = uuidv5(command.commandId, 'note');
    const decision = decide.publishNote(id, request.body.body, askerOf(request));
    return answer(
      await transact(this.transactions, `project-${request.params.projectId}`, project, command, decision),
      id,
    );
  }
}
