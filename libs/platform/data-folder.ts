import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from '#vault';
import type { Config } from './config.js';
import { Lease } from './lease.js';

/** The stored format that this program writes. */
const FORMAT = 1;

/** A file in a data folder that a restore has not filled yet. */
export const UNFINISHED_RESTORE = 'unfinished-restore';

/** A data folder that cannot be used; the message is one line that says what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

export interface OpenDataFolderOptions {
  /** Whether the caller is a portal, of which there may be one per folder. CLI commands work beside it. */
  readonly portal: boolean;
}

/** Where everything lies that a portal keeps. */
export class DataFolder {
  readonly log: string;
  readonly vault: string;
  readonly jobs: string;
  /** A folder with one file per version of a view. */
  readonly views: string;
  readonly blobs: string;
  /** A folder with an `.eml` file per mail. */
  readonly mail: string;

  constructor(
    readonly path: string,
    /** The folder of keys, readable by its owner only. */
    readonly keys: string,
    private readonly lease: Lease,
  ) {
    this.log = join(path, 'log.db');
    this.vault = join(path, 'vault.db');
    this.jobs = join(path, 'jobs.db');
    this.views = join(path, 'views');
    this.blobs = join(path, 'blobs');
    this.mail = join(path, 'mail');
  }

  /** A key of 32 bytes by its kebab-case name; made on first use. */
  key(name: string): Buffer {
    return keyFile(join(this.keys, `${name}.key`));
  }

  /**
   * For the last moment before a portal writes anything, inside the transaction where there is one. Commands beside a
   * portal are asked nothing.
   *
   * @throws TakenOver when another portal serves the folder now; {@link onTakenOver} is called first
   */
  readonly mustServe = (): void => {
    this.lease.mustHold();
  };

  /** For threads, which cannot ask {@link mustServe}: a portal's file that is gone as soon as another portal serves the folder. */
  get claim(): string | undefined {
    return this.lease.file;
  }

  /** Calls back once, when another portal has taken the folder over: this process must end. */
  onTakenOver(listener: () => void): void {
    this.lease.onLost(listener);
  }

  /** Whether a portal is at work in this folder, this process included. */
  isServed(): boolean {
    return this.lease.holder() !== undefined;
  }

  /** Where the portal answers that is at work in this folder. */
  servedAt(): string | undefined {
    return this.lease.holder()?.url;
  }

  close(): void {
    this.lease.release();
  }
}

/**
 * Opens the data folder, making what is missing.
 *
 * @throws DataFolderError when its format is newer than this program, another portal serves it, or its restore was
 * broken off
 */
export async function openDataFolder(
  config: Pick<Config, 'data' | 'secrets'> & Partial<Pick<Config, 'url'>>,
  { portal }: OpenDataFolderOptions,
): Promise<DataFolder> {
  if (existsSync(join(config.data, UNFINISHED_RESTORE)))
    throw new DataFolderError(
      `A restore into ${config.data} was broken off. Run the same "portico restore" again; it begins anew.`,
    );
  makeFolders(config);
  checkFormat(join(config.data, 'format.json'));
  const lease = new Lease(join(config.data, 'lease'), config.url);
  if (portal) await takeLease(lease, config.data);
  return new DataFolder(config.data, config.secrets, lease);
}

function makeFolders({ data, secrets }: Pick<Config, 'data' | 'secrets'>): void {
  try {
    for (const folder of [data, secrets, join(data, 'views'), join(data, 'mail')])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { path, code } = error as NodeJS.ErrnoException;
    const place = `${path ?? data} (${code ?? 'unknown'})`;
    throw new DataFolderError(
      `The data folder cannot be made: ${place}. Let this user write there, or set PORTICO_DATA to a folder where it may.`,
    );
  }
}

async function takeLease(lease: Lease, path: string): Promise<void> {
  const holder = await lease.take();
  if (!holder) return;
  lease.release();
  throw new DataFolderError(
    `Another portal (process ${String(holder.pid)} on ${holder.host}) already serves ${path}. Stop it, or set PORTICO_DATA to another folder.`,
  );
}

function checkFormat(file: string): void {
  const format = readFormat(file);
  if (format === FORMAT) return;
  if (format === undefined) {
    const draft = `${file}.${String(process.pid)}`;
    writeFileSync(draft, `${JSON.stringify({ format: FORMAT })}\n`, { flush: true });
    renameSync(draft, file);
    return;
  }
  throw new DataFolderError(
    `${file} says format ${JSON.stringify(format)}; this version of Portico reads format ${String(FORMAT)}. Use the version that wrote it, or a newer one.`,
  );
}

function readFormat(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format ?? 'unknown';
  } catch {
    throw new DataFolderError(
      `${file} is not JSON. Restore it from a backup; it should hold {"format":${String(FORMAT)}}.`,
    );
  }
}
