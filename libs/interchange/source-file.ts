import { hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { BrokenLog } from './broken-log.js';

/** Small enough that what is made of a chunk dies young. */
const CHUNK = 64 * 1024;

/**
 * A file that may be read several times and is held to what it was at first: each chunk of a later reading is compared
 * before it is given out.
 */
export class SourceFile {
  /** Bytes given out by the reading under way. */
  position = 0;
  #digests: string[] | undefined;

  private constructor(
    private readonly handle: FileHandle,
    /** Bytes. */
    readonly size: number,
  ) {}

  /** @throws BrokenLog for a folder, a pipe or another thing that cannot be read twice; the system's error where there is nothing */
  static async open(path: string): Promise<SourceFile> {
    // Opening a pipe would otherwise wait until somebody writes into it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await handle.stat();
    if (stat.isFile()) return new SourceFile(handle, stat.size);
    await handle.close();
    throw new BrokenLog('this is no file; it must be one, since it is read twice');
  }

  /**
   * The content in chunks, each of which is overwritten by the next.
   *
   * @throws BrokenLog when the content is not what the first whole reading saw
   */
  async *read(): AsyncGenerator<Buffer> {
    const known = this.#digests;
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    const digests: string[] = [];
    for (this.position = 0; ;) {
      const chunk = await this.#fill(buffer, this.position);
      digests.push(hash('sha256', chunk, 'base64'));
      if (known && digests.at(-1) !== known[digests.length - 1])
        throw new BrokenLog('the file changed while it was read');
      if (chunk.length === 0) break;
      this.position += chunk.length;
      yield chunk;
    }
    this.#digests = digests;
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** Whole chunks, but for the file's end: their digests are then comparable. */
  async #fill(buffer: Buffer, position: number): Promise<Buffer> {
    let length = 0;
    while (length < CHUNK) {
      const { bytesRead } = await this.handle.read(buffer, length, CHUNK - length, position + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  }
}
