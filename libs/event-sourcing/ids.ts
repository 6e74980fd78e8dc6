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
  return hmacSha256(key, canonicalJson(body));
}

const BLOCK = 64;
const DIGEST = 32;

/** A key as RFC 2104 mixes it into what is hashed. */
interface Pads {
  /** Ends with room for texts of usual length. */
  readonly inner: Buffer;
  /** Ends with room for the inner hash. */
  readonly outer: Buffer;
}

const ROOM = 4_096;
const known = new WeakMap<Uint8Array, Pads>();

/**
 * RFC 2104 from two one-shot hashes: Node's `Hmac` is a stream whose making, and whose collecting later, costs more than
 * the hashing.
 */
function hmacSha256(key: Uint8Array, text: string): string {
  const { inner, outer } = padsOf(key);
  // No character takes more than three bytes; what may be too long gets memory of its own.
  const bytes = text.length * 3 <= ROOM ? inner : Buffer.concat([inner.subarray(0, BLOCK)], BLOCK + text.length * 3);
  const end = BLOCK + bytes.write(text, BLOCK);
  outer.write(hash('sha256', bytes.subarray(0, end), 'latin1'), BLOCK, 'latin1');
  return hash('sha256', outer, 'hex');
}

function padsOf(key: Uint8Array): Pads {
  let pads = known.get(key);
  if (!pads) {
    if (key.length > BLOCK) throw new TypeError(`A key has ${BLOCK} bytes at most.`);
    pads = { inner: padded(key, 0x36, ROOM), outer: padded(key, 0x5c, DIGEST) };
    known.set(key, pads);
  }
  return pads;
}

function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room, pad);
  key.forEach((byte, at) => {
    bytes[at] = byte ^ pad;
  });
  return bytes;
}
