import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, assignStaff, unassignStaff } from '#contracts';
import { Refusal, Transactions, transact } from '#event-sourcing';
import { Colleagues, answer, type OperationRequest } from '#platform';
import * as decide from './domain/account-decisions.js';
import { account } from './domain/account.js';

export class AssignStaff extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof assignStaff>) {
    super();
  }
}

@CommandHandler(AssignStaff)
export class AssignStaffHandler implements ICommandHandler<AssignStaff> {
  constructor(
    private readonly transactions: Transactions,
    private readonly colleagues: Colleagues,
  ) {}

  async execute({ request: { params, body, command } }: AssignStaff): Promise<CommandAnswer> {
    const { accountId } = params;
    if (!(await this.colleagues.has(body.personId))) {
      throw new Refusal('not-a-colleague', 'Only people of the business can be assigned. Invite them as staff first.', 'invalid');
    }
    return answer(await transact(this.transactions, `account-${accountId}`, account, command(accountId), decide.assignStaff(body.personId)));
  }
}

export class UnassignStaff extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof unassignStaff>) {
    super();
  }
}

@CommandHandler(UnassignStaff)
export class UnassignStaffHandler implements ICommandHandler<UnassignStaff> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request: { params, command } }: UnassignStaff): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    return answer(await transact(this.transactions, `account-${accountId}`, account, command(accountId), decide.unassignStaff(personId)));
  }
}
