import { createHmac, hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { Json } from './event.js';

/** The namespace of every id that Portico derives. */
export const PORTICO = '5b0f0f5e-6f0c-5f0e-9a57-0d3c7f3a5e11';

/** A name-based UUID (RFC 9562, version 5). */
export function uuidv5(namespace: string, name: string): string {
  const digest = hash(
    'sha1',
    Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]),
    'buffer',
  );
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What makes two requests the same command. */
export interface CommandKey {
  readonly principal: string;
  /** `''` where the command belongs to none. */
  readonly account: string;
  /** The operation's `operationId`. */
  readonly operation: string;
  /** The id in the path, or `''`. */
  readonly target: string;
  readonly idempotencyKey: string;
}

export function commandIdOf(key: CommandKey): string {
  return uuidv5(PORTICO, canonicalJson([key.principal, key.account, key.operation, key.target, key.idempotencyKey]));
}

/** HMAC-SHA256 of a command's canonical body. Keyed, since a plain hash would survive the erasure of a person. */
export function commandPrintOf(key: Uint8Array, body: Json): string {
  return createHmac('sha256', key).update(canonicalJson(body)).digest('hex');
}
