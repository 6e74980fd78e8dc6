import { basename } from 'node:path';
import { BrokenLog } from './broken-log.js';
import { readCsv } from './csv-reader.js';
import { decodeText } from './decode-text.js';
import { decompress } from './decompress.js';
import { FieldLifter, XES_KEYS } from './lift-fields.js';
import type { Keys, LogItem } from './log-item.js';
import { SourceFile } from './source-file.js';
import { TimeReader, type TimeOptions } from './time-reader.js';
import { readXes } from './xes-reader.js';

export interface LogOptions {
  readonly keys?: Keys;
  /** Of a CSV file; told from its text when absent. */
  readonly delimiter?: string | undefined;
  readonly times?: TimeOptions;
}

export interface ReadOptions {
  /** Whether each case comes whole; a CSV file whose cases alternate is then sorted on disk. */
  readonly grouped: boolean;
}

/** A log in a file: XES or CSV, either of them also as gzip. All is told by the content. */
export class LogFile {
  readonly #times: TimeReader;

  private constructor(
    private readonly file: SourceFile,
    private readonly options: LogOptions,
    /** The file's name without folders and extensions. */
    readonly name: string,
  ) {
    this.#times = new TimeReader(options.times);
  }

  /**
   * @throws BrokenLog when it is no file, the system's error when it cannot be opened, RangeError for a time format or
   * time zone that does not exist
   */
  static async open(path: string, options: LogOptions = {}): Promise<LogFile> {
    const file = await SourceFile.open(path);
    try {
      return new LogFile(file, options, nameOf(path));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes of the file. */
  get size(): number {
    return this.file.size;
  }

  /** Bytes read by the reading under way. */
  get position(): number {
    return this.file.position;
  }

  /**
   * What is in the log, in pieces; may be read several times.
   *
   * @throws BrokenLog where the file cannot be read on, or is not what it was the first time
   */
  async *read({ grouped }: ReadOptions): AsyncGenerator<LogItem[]> {
    const { chunks } = await decodeText(decompress(this.file.read()));
    const { first, text } = await peek(chunks);
    if (first === undefined) throw new BrokenLog('the file is empty');
    const { keys = {}, delimiter } = this.options;
    if (first === '<') yield* this.#readXes(text, { ...XES_KEYS, ...keys });
    else yield* readCsv(text, { keys, delimiter, times: this.#times, grouped });
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async *#readXes(text: AsyncIterable<string>, keys: Required<Keys>): AsyncGenerator<LogItem[]> {
    yield [{ kind: 'keys', keys }];
    yield* readXes(text, new FieldLifter(keys, this.#times), keys.case);
  }
}

function nameOf(path: string): string {
  return basename(path)
    .replace(/(?<=.)\.gz$/i, '')
    .replace(/(?<=.)\.(xes|csv|tsv|txt|xml)$/i, '');
}

/** A text and its first character that is no white space. */
async function peek(
  chunks: AsyncGenerator<string>,
): Promise<{ first: string | undefined; text: AsyncIterable<string> }> {
  const seen: string[] = [];
  let first: string | undefined;
  while (first === undefined) {
    const next = await chunks.next();
    if (next.done) break;
    seen.push(next.value);
    first = /\S/.exec(next.value)?.[0];
    if (seen.length > 100) throw new BrokenLog('the file begins with white space without an end', { line: 1 });
  }
  return {
    first,
    text: (async function* () {
      yield* seen;
      yield* chunks;
    })(),
  };
}
