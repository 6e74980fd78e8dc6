import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperatedRoute } from './operate.js';
import { EventStore } from './ports.js';
import { RIGHTS_VIEW } from './principal.js';
import { ProblemError, invalidRequest } from './problem-details.js';
import { ViewProgress } from './view-progress.js';

/** How long a read waits for its views before it answers with what there is. */
const PATIENCE_MS = 2_000;

/** Beyond both, commands are refused rather than views drifting unseen. */
const MOST_LAG = { seconds: 5, events: 20_000 };
const LOOK_EVERY_MS = 50;

/** Lets people read their own writes: reads wait for the views that they are made of. */
@Injectable()
export class Freshness {
  #isBehind = false;
  #lookAgain = 0;

  constructor(
    private readonly progress: ViewProgress,
    private readonly store: EventStore,
  ) {}

  /** Waits until the rights of people have passed `X-Read-After`; what is left of the two seconds is the answer's. */
  async waitForRights(request: FastifyRequest): Promise<void> {
    const after = readAfter(request);
    if (after > 0n) await this.progress.waitFor(after, [RIGHTS_VIEW], patienceOf(request));
  }

  /** Waits until the rights of people are those of this moment. */
  async waitForNewestRights(): Promise<void> {
    await this.progress.waitFor(await this.store.head(), [RIGHTS_VIEW], PATIENCE_MS);
  }

  /** Waits for the views of a read, and says in the answer's headers how far they were. */
  async waitFor(
    { reads = [] }: Pick<OperatedRoute, 'reads'>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const views = [RIGHTS_VIEW, ...reads.map(({ name }) => name)];
    const { position, stale } = await this.progress.waitFor(readAfter(request), views, patienceOf(request));
    void reply.header('x-read-position', String(position));
    if (stale) void reply.header('x-read-stale', '1');
  }

  /** @throws ProblemError 503 while the views are so far behind that more commands would only make it worse */
  refuseWhenBehind(): void {
    const now = performance.now();
    if (now > this.#lookAgain) {
      this.#lookAgain = now + LOOK_EVERY_MS;
      this.#isBehind = this.progress
        .lags()
        .some(({ seconds, events }) => seconds > MOST_LAG.seconds && events > MOST_LAG.events);
    }
    if (!this.#isBehind) return;
    throw new ProblemError(
      503,
      'too-busy',
      'The portal is catching up with what was done. Try again in a few seconds.',
      { retryAfterSeconds: 5 },
    );
  }
}

function patienceOf({ portico }: FastifyRequest): number {
  return Math.max(0, portico.startedAt + PATIENCE_MS - performance.now());
}

function readAfter({ headers }: FastifyRequest): bigint {
  const after = headers['x-read-after'];
  if (after === undefined) return 0n;
  if (typeof after === 'string' && /^\d{1,19}$/.test(after)) return BigInt(after);
  throw invalidRequest([{ path: 'X-Read-After', code: 'not-a-position' }]);
}
