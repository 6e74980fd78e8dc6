import { Injectable } from '@nestjs/common';
import { EventStore, ViewProgress, Views } from '#platform';
import type { Condition } from '#read-models';
import { accountsView, type AccountDocument } from './accounts-view.js';

/** How long a request may wait for the view, and how long what works in the background. */
const PATIENCE_MS = { request: 2_000, background: 10 * 60_000 };
const PAGE = 200;

/** Finds accounts by their people, in whatever was written up to now. */
@Injectable()
export class CurrentAccounts {
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

  /** Accounts that somebody was invited to who has not come yet; may take as long as the view needs to catch up. */
  awaiting(): Promise<AccountDocument[]> {
    return this.#find({ isAwaiting: true }, PATIENCE_MS.background);
  }

  async #find(where: Condition, patience = PATIENCE_MS.request): Promise<AccountDocument[]> {
    // What was written a moment ago must not be missed: nobody looks again later.
    await this.progress.waitFor(await this.store.head(), [accountsView.name], patience);
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
