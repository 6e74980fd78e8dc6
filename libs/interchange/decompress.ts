import { Readable, pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { BrokenLog } from './broken-log.js';

type Bytes = AsyncIterable<Buffer>;

/**
 * The content of a file, unpacked where it is gzip; told by its first bytes, whatever its name is.
 *
 * @throws BrokenLog for a damaged or unfinished gzip, and for archives of other kinds
 */
export async function* decompress(bytes: Bytes): AsyncGenerator<Buffer> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  if (head.length === 0) throw new BrokenLog('the file is empty');
  const all = (async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(all);
  else yield* checked(all, head);
}

async function* checked(all: Bytes, head: Buffer): AsyncGenerator<Buffer> {
  const archive = ARCHIVES.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
  if (archive) throw new BrokenLog(`this is a ${archive.name} archive; unpack it, or pack it with gzip`);
  yield* all;
}

const ARCHIVES = [
  { name: 'ZIP', magic: Buffer.from('PK\u0003\u0004') },
  { name: 'bzip2', magic: Buffer.from('BZh') },
  { name: 'xz', magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]) },
  { name: 'zstd', magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
];

async function* gunzip(bytes: Bytes): AsyncGenerator<Buffer> {
  let packed = 0;
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of bytes) {
        packed += chunk.length;
        // It waits in a queue, while its source goes on with the same memory.
        yield Buffer.from(chunk);
      }
    })(),
  );
  const unpacked = createGunzip({ chunkSize: 64 * 1024 });
  let failure: NodeJS.ErrnoException | null | undefined;
  pipeline(counted, unpacked, (error) => (failure = error));
  try {
    yield* unpacked as Bytes;
  } catch (error) {
    const cause = failure ?? error;
    if (cause instanceof BrokenLog || (cause as NodeJS.ErrnoException).errno === undefined) throw cause;
    throw new BrokenLog(gzipReason(cause as NodeJS.ErrnoException), { byte: packed });
  }
}

function gzipReason({ errno, message }: NodeJS.ErrnoException): string {
  if (errno === constants.Z_BUF_ERROR) return 'the gzip file ends too early, before its checksum';
  if (message.includes('data check')) return 'the gzip file is damaged: its checksum is not that of its content';
  return `the gzip file is damaged (${message})`;
}
