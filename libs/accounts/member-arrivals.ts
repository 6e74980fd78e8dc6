import { Injectable } from '@nestjs/common';
import { Transactions, transact, uuidv5 } from '#event-sourcing';
import { Arrivals, RightsChanges } from '#platform';
import { CurrentAccounts } from './current-accounts.js';
import { joinAsMember } from './domain/account-decisions.js';
import { account } from './domain/account.js';

/** Notes in each account that invited somebody that they have come. */
@Injectable()
export class MemberArrivals {
  constructor(transactions: Transactions, accounts: CurrentAccounts, arrivals: Arrivals, rights: RightsChanges) {
    arrivals.onArrival(async (personId, command) => {
      for (const { _id, members } of await accounts.membershipsOf(personId)) {
        if (members.some((member) => member.personId === personId && member.joined)) continue;
        const own = { ...command, commandId: uuidv5(command.commandId, _id), account: _id };
        await rights.settled(await transact(transactions, `account-${_id}`, account, own, joinAsMember(personId)));
      }
    });
  }
}
