import { Injectable } from '@nestjs/common';
import { EventStore, ViewProgress, Views } from '#platform';
import type { Condition } from '#read-models';
import { accountsView, type AccountDocument } from './accounts-view.js';

const PATIENCE_MS = 2_000;
const PAGE = 200;

/** Finds the accounts around a person, in whatever was written up to now. */
@Injectable()
export class AccountsOfPerson {
  constructor(
    private readonly views: Views,
    private readonly progress: ViewProgress,
    private readonly store: EventStore,
  ) {}

  /** Accounts that the person belongs to or is invited to. */
  membershipsOf(personId: string): Promise<AccountDocument[]> {
    return this.#find({ memberIds: personId });
  }

  /** Accounts that the person is assigned to as a colleague. */
  assignmentsOf(personId: string): Promise<AccountDocument[]> {
    return this.#find({ staff: personId });
  }

  async #find(where: Condition): Promise<AccountDocument[]> {
    // What was written a moment ago must not be missed: nobody looks again later.
    await this.progress.waitFor(await this.store.head(), [accountsView.name], PATIENCE_MS);
    const found: AccountDocument[] = [];
    let after: string | undefined;
    do {
      const page = await this.views.of(accountsView).find({ where, after, limit: PAGE });
      found.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return found;
  }
}
