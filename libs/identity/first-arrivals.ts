import { Injectable } from '@nestjs/common';
import { uuidv5, type CommandContext } from '#event-sourcing';
import { Arrivals, EventStore, RIGHTS_VIEW, ViewProgress } from '#platform';

const PATIENCE_MS = 2_000;

/** Tells whoever invited somebody that they have come, and waits until they have their rights. */
@Injectable()
export class FirstArrivals {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly store: EventStore,
    private readonly progress: ViewProgress,
  ) {}

  async announce(personId: string, command: CommandContext): Promise<void> {
    const commandId = uuidv5(command.commandId, `arrival ${personId}`);
    await this.arrivals.announce(personId, { ...command, commandId, actor: personId });
    // The very next request of theirs must find them where they belong.
    await this.progress.waitFor(await this.store.head(), [RIGHTS_VIEW], PATIENCE_MS);
  }
}
