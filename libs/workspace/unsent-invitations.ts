import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions, foldStream } from '#event-sourcing';
import { Clock, Invitations, Log } from '#platform';
import { WORKSPACE, workspace } from './domain/workspace.js';

const WORTH_SENDING_MS = 7 * 24 * 3_600_000;

/** Sends, when the portal starts, the invitations that it could not send any more before it last stopped. */
@Injectable()
export class UnsentInvitations implements OnApplicationBootstrap {
  constructor(
    private readonly transactions: Transactions,
    private readonly invitations: Invitations,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.#sendAll().catch((error: unknown) => {
      this.log.error('invitations not looked through', {}, error);
    });
  }

  async #sendAll(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - WORTH_SENDING_MS).toISOString();
    const { colleagues } = await foldStream(this.transactions, WORKSPACE, workspace);
    for (const [personId, { joined, invitation }] of colleagues) {
      const { id: key, at, by: invitedBy } = invitation;
      if (!joined && at >= since) await this.invitations.send({ personId, key, invitedBy });
    }
  }
}
