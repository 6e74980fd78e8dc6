import { hash } from 'node:crypto';

const BYTES = 16;
const LENGTH = 36;
const NO_DIGIT = 16;
const VARIANTS = '89ab';
/** What each character is worth as a hexadecimal digit. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? NO_DIGIT : digit;
});
const scratch = Buffer.allocUnsafeSlow(1_024);
/** The namespace that stands in `scratch`: a command names several things in a row. */
let written = '';

/**
 * A name-based UUID (RFC 9562, version 5). A command needs several, so it makes no object that it need not make.
 *
 * @throws TypeError when the namespace is no UUID
 */
export function uuidv5(namespace: string, name: string): string {
  // No character takes more than three bytes; what may be too long gets memory of its own.
  const bytes = name.length * 3 <= scratch.length - BYTES ? scratch : Buffer.allocUnsafe(BYTES + name.length * 3);
  if (bytes !== scratch) writeUuid(bytes, namespace);
  else if (namespace !== written) {
    written = '';
    writeUuid(bytes, namespace);
    written = namespace;
  }
  const end = BYTES + bytes.write(name, BYTES);
  const hex = hash('sha1', bytes.subarray(0, end), 'hex');
  const variant = VARIANTS[Number.parseInt(hex.charAt(BYTES), 16) & 3] ?? '';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function writeUuid(bytes: Uint8Array, uuid: string): void {
  let at = 0;
  let worst = 0;
  for (let byte = 0; byte < BYTES; byte += 1) {
    if (uuid.charAt(at) === '-') at += 1;
    const high = digits[uuid.charCodeAt(at)] ?? NO_DIGIT;
    const low = digits[uuid.charCodeAt(at + 1)] ?? NO_DIGIT;
    worst |= high | low;
    bytes[byte] = (high << 4) | low;
    at += 2;
  }
  if (worst >= NO_DIGIT || at !== LENGTH || uuid.length !== LENGTH) throw new TypeError('A namespace is a UUID.');
}
