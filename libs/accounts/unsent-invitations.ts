import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Log } from '#platform';
import type { AccountDocument, MemberDocument } from './accounts-view.js';
import { CurrentAccounts } from './current-accounts.js';
import { MemberInvitations } from './member-invitations.js';

const WORTH_SENDING_MS = 7 * 24 * 3_600_000;

/** Sends, when the portal starts, the invitations that it could not send any more before it last stopped. */
@Injectable()
export class UnsentInvitations implements OnApplicationBootstrap {
  constructor(
    private readonly accounts: CurrentAccounts,
    private readonly invitations: MemberInvitations,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.#sendAll().catch((error: unknown) => {
      this.log.error('invitations not looked through', {}, error);
    });
  }

  async #sendAll(): Promise<void> {
    for (const document of await this.accounts.awaiting()) {
      // One who was taken off an account meanwhile must not keep the others from theirs.
      await this.#sendFor(document).catch((error: unknown) => {
        this.log.error('invitation not sent', { account: document._id }, error);
      });
    }
  }

  async #sendFor({ _id, members }: AccountDocument): Promise<void> {
    const since = new Date(this.clock.now().getTime() - WORTH_SENDING_MS).toISOString();
    for (const { personId, invitation, invitedBy } of members.filter(isOpenSince(since))) {
      await this.invitations.send({ accountId: _id, personId, key: invitation, by: invitedBy });
    }
  }
}

function isOpenSince(since: string) {
  return ({ joined, invitedAt }: MemberDocument) => !joined && invitedAt >= since;
}
