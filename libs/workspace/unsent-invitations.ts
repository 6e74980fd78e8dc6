import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Invitations, Log, Views } from '#platform';
import { WORKSPACE_ID, workspaceView } from './workspace-view.js';

const WORTH_SENDING_MS = 7 * 24 * 3_600_000;

/** Sends, when the portal starts, the invitations that it could not send any more before it last stopped. */
@Injectable()
export class UnsentInvitations implements OnApplicationBootstrap {
  constructor(
    private readonly views: Views,
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
    const colleagues = (await this.views.of(workspaceView).get(WORKSPACE_ID))?.colleagues ?? [];
    for (const { personId, joined, invitedAt, invitation, invitedBy } of colleagues) {
      if (!joined && invitedAt >= since) await this.invitations.send({ personId, key: invitation, invitedBy });
    }
  }
}
