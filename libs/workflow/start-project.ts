import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, startProject } from '#contracts';
import { Transactions, transact, uuidv5 } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import { start } from './domain/project-decisions.js';
import { project, type Project } from './domain/project.js';
import { Templates } from './templates.js';

export class StartProject extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof startProject>) {
    super();
  }
}

@CommandHandler(StartProject)
export class StartProjectHandler implements ICommandHandler<StartProject> {
  constructor(
    private readonly transactions: Transactions,
    private readonly templates: Templates,
  ) {}

  async execute({ request }: StartProject): Promise<CommandAnswer> {
    const command = request.command(request.account);
    const { name, template, startsOn } = request.body;
    const today = command.at.slice(0, 10);
    const id = uuidv5(command.commandId, 'project');
    const decision = (state: Project) =>
      start({ id, name, template: this.templates.get(template), startsOn: startsOn ?? today, today })(state);
    const outcome = await transact(this.transactions, `project-${id}`, project, command, decision);
    return answer(outcome, id);
  }
}
