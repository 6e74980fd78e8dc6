import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { Json } from './event.js';
import { uuidv5 } from './uuidv5.js';

/** The namespace of every id that Portico derives. */
export const PORTICO = '5b0f0f5e-6f0c-5f0e-9a57-0d3c7f3a5e11';

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
  return hmacSha256(key, Buffer.from(canonicalJson(body)));
}

const BLOCK = 64;

/**
 * RFC 2104 from two one-shot hashes: Node's `Hmac` is a stream whose making, and whose collecting later, costs more than
 * the hashing.
 */
function hmacSha256(key: Uint8Array, text: Uint8Array): string {
  if (key.length > BLOCK) throw new TypeError(`A key has ${BLOCK} bytes at most.`);
  const inner = new Uint8Array(BLOCK + text.length).fill(0x36, 0, BLOCK);
  const outer = new Uint8Array(BLOCK + 32).fill(0x5c, 0, BLOCK);
  key.forEach((byte, at) => {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  });
  inner.set(text, BLOCK);
  outer.set(hash('sha256', inner, 'buffer'), BLOCK);
  return hash('sha256', outer, 'hex');
}
