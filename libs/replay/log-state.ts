import { Injectable } from '@nestjs/common';
import type { LogFacts } from '#contracts';
import { EventStore, LogAudit } from '#platform';

/** How the log stands. */
@Injectable()
export class LogState {
  constructor(
    private readonly store: EventStore,
    private readonly audit: LogAudit,
  ) {}

  /** Positions have no gap, so that the last one is how many there are. */
  async facts(): Promise<LogFacts> {
    const head = await this.store.head();
    const [last] = head === 0n ? [] : await this.store.readAll(head - 1n, { limit: 1 });
    const { anchored, eventsToGo, disagreement } = await this.audit.state();
    return {
      events: Number(head),
      lastWrittenAt: last?.at ?? null,
      checked: anchored ? { until: anchored.at, eventsToGo } : null,
      disagreement: disagreement ?? null,
    };
  }
}
