import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CommandFailed } from './command-failure.js';

/** Which half of a backup: the log, or what opens it. */
export type Part = 'log' | 'secrets';

const ArchivedFile = z.strictObject({
  /** Below the data folder; nothing else may be written by a restore. */
  path: z.string().regex(/^(log\.db|vault\.db|format\.json|(keys|mail)\/\w[\w.@+-]*)$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[\da-f]{64}$/),
});

const Head = z.strictObject({
  portico: z.literal('backup'),
  format: z.literal(1),
  part: z.enum(['log', 'secrets']),
  /** The same in both halves of one backup. */
  backup: z.uuid(),
  at: z.string(),
  files: z.array(ArchivedFile),
});
export type Head = z.infer<typeof Head>;

/** A file that goes into an archive. */
export interface Source {
  /** Its name in there. */
  readonly path: string;
  /** Where it lies now. */
  readonly from: string;
}

/** A head is one line of JSON; a mail box of a hundred thousand mails still fits. */
const LONGEST_HEAD = 32 * 2 ** 20;
const CHUNK = 2 ** 20;

/**
 * Writes files behind a line that lists them with their checksums; on disk when it resolves.
 *
 * @param path a file that is not there yet; only its owner may read it
 */
export async function writeArchive(path: string, head: Omit<Head, 'files'>, sources: readonly Source[]): Promise<void> {
  const files = await Promise.all(sources.map(listed));
  const archive = await open(path, 'wx', 0o600);
  try {
    await archive.writeFile(`${JSON.stringify({ ...head, files } satisfies Head)}\n`);
    for (const { from } of sources)
      for await (const chunk of createReadStream(from)) await archive.writeFile(chunk as Buffer);
    await archive.sync();
  } finally {
    await archive.close();
  }
}

async function listed({ path, from }: Source): Promise<Head['files'][number]> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(from)) hash.update(chunk as Buffer);
  return { path, bytes: (await stat(from)).size, sha256: hash.digest('hex') };
}

/** An archive that is being read. */
export class Archive {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    readonly head: Head,
    private readonly start: number,
  ) {}

  /** @throws CommandFailed when it is no such archive */
  static async open(path: string, part: Part): Promise<Archive> {
    const file = await open(path);
    try {
      const line = await firstLine(file);
      const head = Head.safeParse(line === undefined ? undefined : jsonOf(line.toString()));
      if (!head.success || !line) throw new CommandFailed(`${path} is no backup that this version of Portico can read`);
      if (head.data.part !== part)
        throw new CommandFailed(
          `${path} holds the ${head.data.part} of a backup, not its ${part}; name the other file`,
        );
      return new Archive(path, file, head.data, line.length + 1);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Writes all files below a folder.
   *
   * @throws CommandFailed when a checksum is not that of the content, or the archive ends too early
   */
  async extract(folder: string): Promise<void> {
    let position = this.start;
    for (const { path, bytes, sha256 } of this.head.files) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      if ((await this.#copy(position, bytes, target)) !== sha256)
        throw new CommandFailed(`${this.path} is damaged: ${path} in it is not what was backed up; use another backup`);
      position += bytes;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #copy(start: number, bytes: number, path: string): Promise<string> {
    const target = await open(path, 'wx', 0o600);
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(CHUNK);
    try {
      for (let done = 0; done < bytes;) {
        const { bytesRead } = await this.file.read(buffer, 0, Math.min(CHUNK, bytes - done), start + done);
        if (bytesRead === 0) throw new CommandFailed(`${this.path} ends too early; use another backup`);
        hash.update(buffer.subarray(0, bytesRead));
        await target.writeFile(buffer.subarray(0, bytesRead));
        done += bytesRead;
      }
      await target.sync();
    } finally {
      await target.close();
    }
    return hash.digest('hex');
  }
}

async function firstLine(file: FileHandle): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for (let length = 0; length < LONGEST_HEAD;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2 ** 16), 0, 2 ** 16, length);
    if (bytesRead === 0) return undefined;
    const chunk = buffer.subarray(0, bytesRead);
    const end = chunk.indexOf('\n');
    chunks.push(end === -1 ? chunk : chunk.subarray(0, end));
    if (end !== -1) return Buffer.concat(chunks);
    length += bytesRead;
  }
  return undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
