import { createHmac, hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { Json } from './event.js';

/** The namespace of every id that Portico derives. */
export const PORTICO = '5b0f0f5e-6f0c-5f0e-9a57-0d3c7f3a5e11';

const BYTES = 16;
const scratch = Buffer.allocUnsafeSlow(1_024);
const VARIANTS = '89ab';

/**
 * A name-based UUID (RFC 9562, version 5).
 *
 * @throws TypeError when the namespace is no UUID
 */
export function uuidv5(namespace: string, name: string): string {
  // No character takes more than three bytes; what may be too long gets memory of its own.
  const bytes = name.length * 3 <= scratch.length - BYTES ? scratch : Buffer.allocUnsafe(BYTES + name.length * 3);
  if (bytes.write(namespace.replaceAll('-', ''), 0, 'hex') !== BYTES) throw new TypeError('A namespace is a UUID.');
  const end = BYTES + bytes.write(name, BYTES);
  const hex = hash('sha1', bytes.subarray(0, end), 'hex');
  const variant = VARIANTS[Number.parseInt(hex.charAt(BYTES), 16) & 3] ?? '';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
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
