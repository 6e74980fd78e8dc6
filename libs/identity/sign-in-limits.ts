import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isIPv6 } from 'node:net';
import { Clock, ProblemError } from '#platform';

interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

interface Count {
  count: number;
  readonly until: number;
}

const WINDOW_MS = 15 * 60_000;
/** Sign-in mails that one address of the network may ask for: an office behind one address is not locked out. */
const MAILS_PER_CLIENT: Limit = { most: 300, windowMs: WINDOW_MS };
/** Sign-in mails that may be asked for at all; above it something is wrong, and mail servers would think so too. */
const MAILS_OVERALL: Limit = { most: 3_000, windowMs: WINDOW_MS };
/** Links and codes that one address of the network may try. */
const TRIES_PER_CLIENT: Limit = { most: 300, windowMs: WINDOW_MS };

/**
 * Holds off whoever asks too often. It counts the asking side, so that nobody is locked out of their own account by
 * others, and it counts in memory: a restart forgives.
 */
@Injectable()
export class SignInLimits {
  readonly #counts = new LRUCache<string, Count>({ max: 100_000 });

  constructor(private readonly clock: Clock) {}

  /** @throws ProblemError 429 with `Retry-After` */
  countMail(address: string): void {
    this.#count(`mail ${networkOf(address)}`, MAILS_PER_CLIENT);
    this.#count('mail', MAILS_OVERALL);
  }

  /** @throws ProblemError 429 with `Retry-After` */
  countTry(address: string): void {
    this.#count(`try ${networkOf(address)}`, TRIES_PER_CLIENT);
  }

  #count(key: string, { most, windowMs }: Limit): void {
    const now = this.clock.now().getTime();
    const known = this.#counts.get(key);
    const window = known && known.until > now ? known : { count: 0, until: now + windowMs };
    window.count += 1;
    this.#counts.set(key, window);
    if (window.count > most) throw tooMany(Math.ceil((window.until - now) / 1_000));
  }
}

function tooMany(retryAfterSeconds: number): ProblemError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const detail = `Too many tries from here. Try again in ${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return new ProblemError(429, 'too-many-requests', detail, { retryAfterSeconds, params: { minutes } });
}

/** Who has one IPv6 address has the 2⁶⁴ of its network. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::', 2);
  const [left, right] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
