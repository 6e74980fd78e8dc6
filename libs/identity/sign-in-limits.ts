import { Injectable } from '@nestjs/common';
import { Clock, ProblemError } from '#platform';

interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

const MINUTE_MS = 60_000;
/** Sign-in mails that one address of the network may ask for. */
const PER_CLIENT: Limit = { most: 30, windowMs: 15 * MINUTE_MS };
/** Sign-in mails that the whole portal sends; above it something is wrong, and mail servers would think so too. */
const OVERALL: Limit = { most: 600, windowMs: 15 * MINUTE_MS };
/** Links and codes that one address of the network may try. */
const TRIES_PER_CLIENT: Limit = { most: 60, windowMs: 15 * MINUTE_MS };

/** Holds off whoever asks too often. Nobody is locked out of an account by it: it counts the asking side. */
@Injectable()
export class SignInLimits {
  readonly #counts = new Map<string, { count: number; until: number }>();

  constructor(private readonly clock: Clock) {}

  /** @throws ProblemError 429 with `Retry-After` */
  countMail(address: string): void {
    this.#count(`mail ${address}`, PER_CLIENT);
    this.#count('mail', OVERALL);
  }

  /** @throws ProblemError 429 with `Retry-After` */
  countTry(address: string): void {
    this.#count(`try ${address}`, TRIES_PER_CLIENT);
  }

  #count(key: string, { most, windowMs }: Limit): void {
    const now = this.clock.now().getTime();
    const known = this.#counts.get(key);
    const window = known && known.until > now ? known : this.#begin(key, now + windowMs, now);
    window.count += 1;
    if (window.count <= most) return;
    const retryAfterSeconds = Math.ceil((window.until - now) / 1_000);
    const minutes = Math.ceil(retryAfterSeconds / 60);
    throw new ProblemError(429, 'too-many-requests', `Too many tries from here. Try again in ${String(minutes)} minutes.`, { retryAfterSeconds });
  }

  #begin(key: string, until: number, now: number): { count: number; until: number } {
    if (this.#counts.size > 10_000) for (const [old, window] of this.#counts) if (window.until <= now) this.#counts.delete(old);
    const window = { count: 0, until };
    this.#counts.set(key, window);
    return window;
  }
}
