import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, addInternalNote } from '#contracts';
import { Transactions, transact, uuidv5 } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import { askerOf } from './asker.js';
import * as decide from './domain/project-decisions.js';
import { project } from './domain/project.js';

export class AddInternalNote extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof addInternalNote>) {
    super();
  }
}

@CommandHandler(AddInternalNote)
export class AddInternalNoteHandler implements ICommandHandler<AddInternalNote> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request }: AddInternalNote): Promise<CommandAnswer> {
    const command = request.command(request.account);
    const id = uuidv5(command.commandId, 'note');
    const decision = decide.addInternalNote(id, request.body.body, askerOf(request));
    return answer(
      await transact(this.transactions, `project-${request.params.projectId}`, project, command, decision),
      id,
    );
  }
}
