import { Injectable } from '@nestjs/common';
import { Transactions, transact, uuidv5 } from '#event-sourcing';
import { Arrivals, ViewProgress, Views } from '#platform';
import { accountsView } from './accounts-view.js';
import { joinAsMember } from './domain/account-decisions.js';
import { account } from './domain/account.js';

const PATIENCE_MS = 2_000;

/** Notes in each account that invited somebody that they have come. */
@Injectable()
export class MemberArrivals {
  constructor(
    private readonly transactions: Transactions,
    private readonly views: Views,
    private readonly progress: ViewProgress,
    arrivals: Arrivals,
  ) {
    arrivals.onArrival(async (personId, command) => {
      for (const accountId of await this.#invitedTo(personId)) {
        const own = { ...command, commandId: uuidv5(command.commandId, accountId), account: accountId };
        await transact(this.transactions, `account-${accountId}`, account, own, joinAsMember(personId));
      }
    });
  }

  async #invitedTo(personId: string): Promise<string[]> {
    // An invitation that the view has not seen yet would leave its person without rights until they sign in again.
    await this.progress.waitFor(await this.transactions.store.head(), [accountsView.name], PATIENCE_MS);
    const { items } = await this.views.of(accountsView).find({ where: { memberIds: personId }, limit: 200 });
    return items.filter(({ members }) => members.some((member) => member.personId === personId && !member.joined)).map(({ _id }) => _id);
  }
}
