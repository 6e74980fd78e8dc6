import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, assignStaff, unassignStaff } from '#contracts';
import { Refusal, Transactions, transact } from '#event-sourcing';
import { Colleagues, RightsChanges, answer, type OperationRequest } from '#platform';
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
    private readonly rights: RightsChanges,
  ) {}

  async execute({ request: { params, body, command } }: AssignStaff): Promise<CommandAnswer> {
    const { accountId } = params;
    if (!(await this.colleagues.has(body.personId))) throw notAColleague();
    const assigned = decide.assignStaff(body.personId);
    const outcome = await transact(this.transactions, `account-${accountId}`, account, command(accountId), assigned);
    return answer(await this.rights.settled(outcome));
  }
}

function notAColleague(): Refusal {
  const sentence = 'Only people of the business can be assigned. Invite them as staff first.';
  return new Refusal('not-a-colleague', sentence, 'invalid');
}

export class UnassignStaff extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof unassignStaff>) {
    super();
  }
}

@CommandHandler(UnassignStaff)
export class UnassignStaffHandler implements ICommandHandler<UnassignStaff> {
  constructor(
    private readonly transactions: Transactions,
    private readonly rights: RightsChanges,
  ) {}

  async execute({ request: { params, command } }: UnassignStaff): Promise<CommandAnswer> {
    const { accountId, personId } = params;
    const unassigned = decide.unassignStaff(personId);
    const outcome = await transact(this.transactions, `account-${accountId}`, account, command(accountId), unassigned);
    return answer(await this.rights.settled(outcome));
  }
}
