import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, changeMemberRole, removeMember } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { RightsChanges, answer, type OperationRequest } from '#platform';
import * as decide from './domain/account-decisions.js';
import { account } from './domain/account.js';

export class ChangeMemberRole extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof changeMemberRole>) {
    super();
  }
}

@CommandHandler(ChangeMemberRole)
export class ChangeMemberRoleHandler implements ICommandHandler<ChangeMemberRole> {
  constructor(
    private readonly transactions: Transactions,
    private readonly rights: RightsChanges,
  ) {}

  async execute({ request: { params, body, command } }: ChangeMemberRole): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    const changed = decide.changeMemberRole({ personId, role: body.role });
    const outcome = await transact(this.transactions, `account-${accountId}`, account, command(accountId), changed);
    return answer(await this.rights.settled(outcome));
  }
}

export class RemoveMember extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof removeMember>) {
    super();
  }
}

@CommandHandler(RemoveMember)
export class RemoveMemberHandler implements ICommandHandler<RemoveMember> {
  constructor(
    private readonly transactions: Transactions,
    private readonly rights: RightsChanges,
  ) {}

  async execute({ request: { params, command } }: RemoveMember): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    const removed = decide.removeMember(personId);
    const outcome = await transact(this.transactions, `account-${accountId}`, account, command(accountId), removed);
    return answer(await this.rights.settled(outcome));
  }
}
