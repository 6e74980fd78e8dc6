import { Injectable } from '@nestjs/common';
import { Transactions, transact, uuidv5, type CommandContext } from '#event-sourcing';
import { Assignments, Memberships } from '#platform';
import { CurrentAccounts } from './current-accounts.js';
import { unassignStaff } from './domain/account-decisions.js';
import { account } from './domain/account.js';

@Injectable()
export class StaffAssignments extends Assignments {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: CurrentAccounts,
  ) {
    super();
  }

  override async of(personId: string): Promise<readonly string[]> {
    return (await this.accounts.assignmentsOf(personId)).map(({ _id }) => _id);
  }

  override async endAllOf(personId: string, command: CommandContext): Promise<bigint> {
    let end = 0n;
    for (const id of await this.of(personId)) {
      const own = { ...command, commandId: uuidv5(command.commandId, id), account: id };
      end = (await transact(this.transactions, `account-${id}`, account, own, unassignStaff(personId))).position;
    }
    return end;
  }
}

@Injectable()
export class AccountMemberships extends Memberships {
  constructor(private readonly accounts: CurrentAccounts) {
    super();
  }

  override async has(personId: string): Promise<boolean> {
    return (await this.accounts.membershipsOf(personId)).length > 0;
  }
}
