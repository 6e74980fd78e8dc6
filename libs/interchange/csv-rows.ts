import { parse, CsvError, type Parser } from 'csv-parse';
import { BrokenLog, LIMITS } from './broken-log.js';
import { delimiterOf } from './csv-delimiter.js';

/** A record of a CSV file. Values are text exactly as they stand there. */
export interface CsvRow {
  /** The line that it ends on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * The records of a CSV file as RFC 4180 has them, its header first. Empty lines are passed over, and a quote inside a
 * value that is not quoted is a character like others.
 *
 * @param delimiter told from the text when it is not given
 * @throws BrokenLog
 */
export async function* readCsvRows(text: AsyncIterable<string>, delimiter?: string): AsyncGenerator<CsvRow[]> {
  let rows: CsvRow[] = [];
  let parser: Parser | undefined;
  /** The line that the last record ended on. */
  let last = 0;
  const begin = (): number => last + 1;
  const take = (): CsvRow[] => {
    const taken = rows;
    rows = [];
    return taken;
  };
  let silence = 0;
  for await (const piece of text) {
    parser ??= rowParser(delimiter ?? delimiterOf(piece), lineEndsIn(piece), (row) => {
      rows.push(row);
      last = row.line;
    });
    refuseNul(piece, parser.info.lines);
    await write(parser, piece, begin);
    // The parser's own limit is one of values, of which there may be endlessly many empty ones.
    silence = rows.length > 0 ? 0 : silence + piece.length;
    if (silence > LIMITS.element) throw new BrokenLog(TOO_LONG, { line: parser.info.lines });
    yield take();
  }
  if (parser) await end(parser, begin);
  yield take();
}

/** Lines that different programs have written end differently; a carriage return alone ends one only where nothing else does. */
function lineEndsIn(text: string): string[] {
  return text.includes('\n') || !text.includes('\r') ? ['\r\n', '\n'] : ['\r'];
}

function rowParser(delimiter: string, lineEnds: string[], found: (row: CsvRow) => void): Parser {
  const parser = parse({
    delimiter,
    record_delimiter: lineEnds,
    skip_empty_lines: true,
    // Real logs write 37°36'37.8" without quotes around it.
    relax_quotes: true,
    max_record_size: LIMITS.element,
    on_record: (fields: string[], { lines }) => {
      found({ line: lines, fields });
      // Nothing goes on from here to the stream's other side.
      return undefined;
    },
  });
  // Each write learns of its own failure.
  parser.on('error', () => undefined);
  return parser;
}

async function write(parser: Parser, text: string, begin: () => number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  parser.write(Buffer.from(text), (error) => (error ? reject(error) : resolve(undefined)));
  await promise.catch((error: unknown) => refuse(error, begin()));
}

async function end(parser: Parser, begin: () => number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  parser
    .on('error', reject)
    .on('end', () => resolve(undefined))
    .resume();
  parser.end();
  await promise.catch((error: unknown) => refuse(error, begin()));
}

function refuseNul(text: string, lines: number): void {
  const at = text.indexOf('\0');
  if (at === -1) return;
  throw new BrokenLog('there is a NUL character: this is no text', {
    line: lines + text.slice(0, at).split('\n').length - 1,
  });
}

const TOO_LONG = `a record is longer than ${LIMITS.element} characters`;

/** What is wrong with a record from its beginning on. */
const ENDLESS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'the file ends too early: a quote is not closed in the record that begins here',
  CSV_MAX_RECORD_SIZE: `${TOO_LONG}; is a quote in it not closed?`,
};

/** @param begin the line that the record under way begins on */
function refuse(error: unknown, begin: number): never {
  if (!(error instanceof CsvError)) throw error;
  const { code, record, column, lines } = error as CsvError & { record?: unknown[]; column?: number; lines?: number };
  const endless = ENDLESS[code];
  if (endless !== undefined) throw new BrokenLog(endless, { line: begin });
  const lengths = `it has ${record?.length ?? column ?? 0} values, and the header another number of columns`;
  const reason = code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' ? lengths : error.message;
  throw new BrokenLog(reason, lines === undefined ? {} : { line: lines });
}
