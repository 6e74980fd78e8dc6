import { Controller, Get } from '@nestjs/common';
import { Admit, EventStore, LogAudit, ProblemError, ViewProgress, anyone } from '#platform';

/** For whoever watches over the process: whether it lives, and whether it can do its work. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly progress: ViewProgress,
    private readonly audit: LogAudit,
  ) {}

  @Admit(anyone)
  @Get('live')
  live() {
    return { status: 'live' };
  }

  @Admit(anyone)
  @Get('ready')
  async ready() {
    try {
      await this.store.head();
      this.progress.lags();
    } catch (cause) {
      throw new ProblemError(503, 'not-ready', 'The log cannot be read. Look into the portal’s own log.', {
        cause,
        retryAfterSeconds: 5,
      });
    }
    const { disagreement } = await this.audit.state();
    // People are served all the same; whoever watches must look into it at once.
    return { status: 'ready', history: disagreement === undefined ? 'as-recorded' : 'changed' };
  }
}
