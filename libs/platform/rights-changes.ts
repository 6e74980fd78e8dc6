import { Injectable } from '@nestjs/common';
import type { Outcome } from '#event-sourcing';
import { RIGHTS_VIEW } from './principal.js';
import { ViewProgress } from './view-progress.js';

const PATIENCE_MS = 2_000;

/** Lets changes of people's rights take effect before they are answered. */
@Injectable()
export class RightsChanges {
  constructor(private readonly progress: ViewProgress) {}

  /** Waits until every request from now on is judged by what the command changed. */
  async settled(outcome: Outcome): Promise<Outcome> {
    await this.progress.waitFor(outcome.position, [RIGHTS_VIEW], PATIENCE_MS);
    return outcome;
  }
}
