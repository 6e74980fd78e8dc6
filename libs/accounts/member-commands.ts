import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, changeMemberRole, inviteMember, reinviteMember, removeMember } from '#contracts';
import { Refusal, Transactions, foldStream, transact } from '#event-sourcing';
import { Colleagues, Invitations, People, Views, answer, notFound, type OperationRequest } from '#platform';
import { accountsView } from './accounts-view.js';
import * as decide from './domain/account-decisions.js';
import { account } from './domain/account.js';

export class InviteMember extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof inviteMember>) {
    super();
  }
}

@CommandHandler(InviteMember)
export class InviteMemberHandler implements ICommandHandler<InviteMember> {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly colleagues: Colleagues,
    private readonly invitations: Invitations,
  ) {}

  async execute({ request: { params, body, principal, command } }: InviteMember): Promise<CommandAnswer> {
    const { accountId } = params;
    const context = command(accountId);
    const personId = await this.people.register(body, context);
    if (await this.colleagues.has(personId)) {
      throw new Refusal('is-colleague', 'This address belongs to a colleague. Assign them to the account instead.');
    }
    const invited = decide.inviteMember({ personId, role: body.role });
    const outcome = await transact(this.transactions, `account-${accountId}`, account, context, invited);
    if (outcome.eventIds.length > 0) {
      const { name = '' } = await foldStream(this.transactions, `account-${accountId}`, account);
      await this.invitations.send({ personId, key: context.commandId, invitedBy: principal.personId, account: { id: accountId, name } });
    }
    return answer(outcome, personId);
  }
}

export class ReinviteMember extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof reinviteMember>) {
    super();
  }
}

@CommandHandler(ReinviteMember)
export class ReinviteMemberHandler implements ICommandHandler<ReinviteMember> {
  constructor(
    private readonly views: Views,
    private readonly invitations: Invitations,
  ) {}

  async execute({ request: { params, principal, command } }: ReinviteMember): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    const document = await this.views.of(accountsView).get(accountId);
    if (!document?.memberIds.includes(personId)) throw notFound();
    const { commandId } = command(accountId);
    await this.invitations.send({ personId, key: commandId, invitedBy: principal.personId, account: { id: accountId, name: document.name } });
    return {};
  }
}

export class ChangeMemberRole extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof changeMemberRole>) {
    super();
  }
}

@CommandHandler(ChangeMemberRole)
export class ChangeMemberRoleHandler implements ICommandHandler<ChangeMemberRole> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request: { params, body, command } }: ChangeMemberRole): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    const changed = decide.changeMemberRole({ personId, role: body.role });
    return answer(await transact(this.transactions, `account-${accountId}`, account, command(accountId), changed));
  }
}

export class RemoveMember extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof removeMember>) {
    super();
  }
}

@CommandHandler(RemoveMember)
export class RemoveMemberHandler implements ICommandHandler<RemoveMember> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request: { params, command } }: RemoveMember): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    return answer(await transact(this.transactions, `account-${accountId}`, account, command(accountId), decide.removeMember(personId)));
  }
}
