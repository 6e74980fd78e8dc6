import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, changeColleagueRole, inviteColleague, reinviteColleague, removeColleague } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { Invitations, People, Sessions, Views, answer, notFound, type OperationRequest } from '#platform';
import * as decide from './domain/workspace-decisions.js';
import { WORKSPACE, workspace } from './domain/workspace.js';
import { WORKSPACE_ID, workspaceView } from './workspace-view.js';

export class InviteColleague extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof inviteColleague>) {
    super();
  }
}

@CommandHandler(InviteColleague)
export class InviteColleagueHandler implements ICommandHandler<InviteColleague> {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly invitations: Invitations,
  ) {}

  async execute({ request }: InviteColleague): Promise<CommandAnswer> {
    const command = request.command();
    const personId = await this.people.register(request.body, command);
    const invited = decide.inviteColleague({ personId, role: request.body.role });
    const outcome = await transact(this.transactions, WORKSPACE, workspace, command, invited);
    if (outcome.eventIds.length > 0) await this.invitations.send({ personId, key: command.commandId, invitedBy: request.principal.personId });
    return answer(outcome, personId);
  }
}

export class ReinviteColleague extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof reinviteColleague>) {
    super();
  }
}

@CommandHandler(ReinviteColleague)
export class ReinviteColleagueHandler implements ICommandHandler<ReinviteColleague> {
  constructor(
    private readonly views: Views,
    private readonly invitations: Invitations,
  ) {}

  async execute({ request: { params, principal, command } }: ReinviteColleague): Promise<CommandAnswer> {
    const document = await this.views.of(workspaceView).get(WORKSPACE_ID);
    if (!document?.colleagues.some(({ personId }) => personId === params.personId)) throw notFound();
    await this.invitations.send({ personId: params.personId, key: command().commandId, invitedBy: principal.personId });
    return {};
  }
}

export class ChangeColleagueRole extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof changeColleagueRole>) {
    super();
  }
}

@CommandHandler(ChangeColleagueRole)
export class ChangeColleagueRoleHandler implements ICommandHandler<ChangeColleagueRole> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request: { params, body, command } }: ChangeColleagueRole): Promise<CommandAnswer> {
    const changed = decide.changeColleagueRole({ ...params, ...body });
    return answer(await transact(this.transactions, WORKSPACE, workspace, command(), changed));
  }
}

export class RemoveColleague extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof removeColleague>) {
    super();
  }
}

@CommandHandler(RemoveColleague)
export class RemoveColleagueHandler implements ICommandHandler<RemoveColleague> {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
  ) {}

  async execute({ request: { params, command } }: RemoveColleague): Promise<CommandAnswer> {
    const removed = decide.removeColleague(params.personId);
    const outcome = await transact(this.transactions, WORKSPACE, workspace, command(), removed);
    await this.sessions.endAllOf(params.personId);
    return answer(outcome);
  }
}
