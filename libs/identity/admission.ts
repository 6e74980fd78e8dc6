import { Injectable } from '@nestjs/common';
import type { CommandContext } from '#event-sourcing';
import { Log, type ClientInfo } from '#platform';
import { FirstArrivals } from './first-arrivals.js';
import { VaultSessions } from './vault-sessions.js';

/** Lets somebody in who has shown who they are. */
@Injectable()
export class Admission {
  constructor(
    private readonly arrivals: FirstArrivals,
    private readonly sessions: VaultSessions,
    private readonly log: Log,
  ) {}

  async admit(personId: string, client: ClientInfo, command: CommandContext): Promise<void> {
    await this.arrivals.announce(personId, command);
    await this.sessions.open(personId, client);
    this.log.info('signed in', { person: personId });
  }
}
