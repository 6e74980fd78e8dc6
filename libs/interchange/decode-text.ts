import { BrokenLog } from './broken-log.js';

/** A file's text and the encoding that it is in. */
export interface DecodedText {
  readonly encoding: string;
  /** The text without its byte order mark. */
  readonly chunks: AsyncGenerator<string>;
}

/**
 * Decodes a text: UTF-8 unless a byte order mark or an XML declaration says otherwise. Nothing is replaced: what the
 * encoding does not allow is refused.
 *
 * @throws BrokenLog for an encoding that is not known; the chunks throw it for bytes that are no text
 */
export async function decodeText(bytes: AsyncIterable<Buffer>): Promise<DecodedText> {
  const iterator = bytes[Symbol.asyncIterator]();
  const { head, rest } = await headOf(iterator);
  const encoding = encodingOf(head);
  return { encoding, chunks: decode(encoding, head, rest) };
}

/** Enough for an XML declaration, however small the chunks are that come. */
const HEAD = 200;

async function headOf(iterator: AsyncIterator<Buffer>): Promise<{ head: Buffer; rest: AsyncIterable<Buffer> }> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < HEAD) {
    const next = await iterator.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, rest: { [Symbol.asyncIterator]: () => iterator } };
}

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  // "<" without a mark: the declaration that follows cannot be read before this is known.
  ['utf-16le', [0x3c, 0x00]],
  ['utf-16be', [0x00, 0x3c]],
];

function encodingOf(head: Buffer): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  if (marked) return marked[0];
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(head.toString('latin1'))?.[1];
  if (declared === undefined) return 'utf-8';
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    throw new BrokenLog(`the encoding "${declared}" is not known; save the file as UTF-8`, { line: 1 });
  }
}

async function* decode(encoding: string, head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let start = 0;
  let before: Buffer = Buffer.alloc(0);
  const text = (chunk: Buffer, stream: boolean): string => {
    try {
      return decoder.decode(chunk, { stream });
    } catch {
      const bad = firstBad(encoding, Buffer.concat([before, chunk])) - before.length;
      throw new BrokenLog(`this is not ${encoding.toUpperCase()} text`, { byte: start + bad });
    }
  };
  yield text(head, true);
  start = head.length;
  before = openEnd(encoding, head);
  for await (const chunk of rest) {
    yield text(chunk, true);
    start += chunk.length;
    before = openEnd(encoding, chunk);
  }
  yield text(Buffer.alloc(0), false);
}

/** What a chunk's end leaves for the next: the last character's bytes, which may not be complete. */
function openEnd(encoding: string, chunk: Buffer): Buffer {
  if (encoding !== 'utf-8') return Buffer.alloc(0);
  const end = chunk.subarray(-3);
  const lead = end.findLastIndex((byte) => byte >= 0xc0);
  return lead === -1 ? Buffer.alloc(0) : Buffer.from(end.subarray(lead));
}

/** Index of the first byte that cannot be decoded. */
function firstBad(encoding: string, bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(encoding, bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function decodes(encoding: string, bytes: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
