import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 bits that fits into an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Six digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What is kept of a token: enough to know it again, nothing to use it by. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A keyed hash, for what is short enough to be guessed: addresses and codes. */
export function keyedHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Whether two hex hashes are equal, in a time that says nothing about where they differ. */
export function sameHash(one: string, other: string): boolean {
  const a = Buffer.from(one, 'hex');
  const b = Buffer.from(other, 'hex');
  return a.length === b.length && timingSafeEqual(a, b);
}
