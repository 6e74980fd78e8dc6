import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CommandAnswer, completeSetup, openSetup } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { People, Sessions, answer, type AnonymousRequest } from '#platform';
import { setUp } from './domain/workspace-decisions.js';
import { WORKSPACE, workspace } from './domain/workspace.js';
import { SetUpLink } from './set-up-link.js';

export class GetSetup extends Query<{ open: boolean }> {}

@QueryHandler(GetSetup)
export class GetSetupHandler implements IQueryHandler<GetSetup> {
  constructor(private readonly link: SetUpLink) {}

  async execute(): Promise<{ open: boolean }> {
    return { open: await this.link.isOpen() };
  }
}

export class OpenSetup extends Command<Record<string, never>> {
  constructor(readonly request: AnonymousRequest<typeof openSetup>) {
    super();
  }
}

@CommandHandler(OpenSetup)
export class OpenSetupHandler implements ICommandHandler<OpenSetup> {
  constructor(private readonly link: SetUpLink) {}

  async execute({ request: { body, client } }: OpenSetup): Promise<Record<string, never>> {
    await this.link.open(body.token, client);
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
    await this.link.check(client);
    const context = { ...command(), actor: 'set-up' };
    const adminId = await this.people.register(body, context);
    const outcome = await transact(this.transactions, WORKSPACE, workspace, context, setUp(body.business, adminId));
    await this.link.close(client);
    await this.sessions.open(adminId, client);
    return answer(outcome, adminId);
  }
}
