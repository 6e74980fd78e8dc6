import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, SetupAnswers, completeSetup, openSetup, saveSetup } from '#contracts';
import { Transactions, rehearsed, transact } from '#event-sourcing';
import { People, Sessions, answer, type AnonymousRequest } from '#platform';
import { setUp } from './domain/workspace-decisions.js';
import { WORKSPACE, workspace } from './domain/workspace.js';
import { SetUpLink } from './set-up-link.js';

export class OpenSetup extends Command<SetupAnswers> {
  constructor(readonly request: AnonymousRequest<typeof openSetup>) {
    super();
  }
}

@CommandHandler(OpenSetup)
export class OpenSetupHandler implements ICommandHandler<OpenSetup> {
  constructor(private readonly link: SetUpLink) {}

  execute({ request: { body, client } }: OpenSetup): Promise<SetupAnswers> {
    return this.link.open(body.token, client);
  }
}

export class SaveSetup extends Command<Record<string, never>> {
  constructor(readonly request: AnonymousRequest<typeof saveSetup>) {
    super();
  }
}

@CommandHandler(SaveSetup)
export class SaveSetupHandler implements ICommandHandler<SaveSetup> {
  constructor(private readonly link: SetUpLink) {}

  async execute({ request: { body, client } }: SaveSetup): Promise<Record<string, never>> {
    await this.link.save(body, client);
    return {};
  }
}

export class CompleteSetup extends Command<CommandAnswer> {
  constructor(readonly request: AnonymousRequest<typeof completeSetup>) {
    super();
  }
}

@CommandHandler(CompleteSetup)
export class CompleteSetupHandler implements ICommandHandler<CompleteSetup> {
  constructor(
    private readonly link: SetUpLink,
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly transactions: Transactions,
  ) {}

  async execute({ request: { body, client, command } }: CompleteSetup): Promise<CommandAnswer> {
    const context = await this.link.command(command(), client);
    const expected = await this.people.idFor(body.email, context);
    await transact(this.transactions, WORKSPACE, workspace, context, rehearsed(setUp(body.business, expected)));
    const adminId = await this.people.register(body, context);
    const outcome = await transact(this.transactions, WORKSPACE, workspace, context, setUp(body.business, adminId));
    await this.sessions.open(adminId, client);
    await this.link.close();
    return answer(outcome, adminId);
  }
}
