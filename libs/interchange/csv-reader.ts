import { BrokenLog, checkName } from './broken-log.js';
import { columnsOf } from './csv-columns.js';
import { readCsvRows, type CsvRow } from './csv-rows.js';
import { FieldLifter } from './lift-fields.js';
import type { Keys, LogAttribute, LogItem } from './log-item.js';
import { RowSpool } from './row-spool.js';
import type { TimeReader } from './time-reader.js';

export interface CsvOptions {
  readonly keys: Keys;
  readonly times: TimeReader;
  readonly delimiter?: string | undefined;
  /** Whether each case comes whole; else the activities of several may alternate, as their rows do. */
  readonly grouped: boolean;
}

/** Rows that are turned into items at a time. */
const BATCH = 1000;
/** Columns that describe the case rather than the activity are named so. */
const OF_CASE = 'case:';

/** Reads a log from CSV; cases come in the order of their first rows. @throws BrokenLog */
export async function* readCsv(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<LogItem[]> {
  const rows = readCsvRows(text, options.delimiter);
  const { header, first } = await headerOf(rows);
  const keys = columnsOf(header, options.keys);
  const log = new CsvLog(header, keys, options.times);
  yield [{ kind: 'keys', keys }];
  const spool = options.grouped ? new RowSpool() : undefined;
  try {
    yield itemsOf(log, first, spool);
    for await (const more of rows) yield itemsOf(log, more, spool);
    log.forgetNames();
    if (spool) yield* batches(log, spool);
  } finally {
    spool?.close();
  }
}

async function headerOf(rows: AsyncIterable<CsvRow[]>): Promise<{ header: readonly string[]; first: CsvRow[] }> {
  const iterator = rows[Symbol.asyncIterator]();
  for (;;) {
    const next = await iterator.next();
    if (next.done) throw new BrokenLog('there is no header: the first record must name the columns');
    const [header, ...first] = next.value;
    if (header) return { header: header.fields, first };
  }
}

function itemsOf(log: CsvLog, rows: readonly CsvRow[], spool: RowSpool | undefined): LogItem[] {
  return rows.flatMap((row) => takeRow(log, row, spool));
}

function takeRow(log: CsvLog, row: CsvRow, spool: RowSpool | undefined): readonly LogItem[] {
  const number = log.caseOf(row);
  if (number === undefined) return [{ kind: 'outside' }];
  if (!spool) return log.items(number, row);
  spool.add(number, row);
  return [];
}

function* batches(log: CsvLog, spool: RowSpool): Generator<LogItem[]> {
  let batch: LogItem[] = [];
  for (const [number, row] of spool.byCase()) {
    batch.push(...log.items(number, row));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** What a column is to the log. */
interface Column {
  readonly key: string;
  readonly level: 'name' | 'case' | 'event';
}

/** Makes cases and activities of rows. */
class CsvLog {
  readonly #columns: readonly Column[];
  readonly #nameAt: number;
  readonly #lifter: FieldLifter;
  readonly #numbers = new Map<string, number>();
  /** The highest case given out. */
  #given = 0;
  /** The case of the last row, and what its first row says of it. */
  #current = { number: 0, fields: [] as readonly string[] };

  constructor(header: readonly string[], columns: Keys, times: TimeReader) {
    const lifted = [columns.activity, columns.time, columns.resource, columns.lifecycle];
    this.#nameAt = header.indexOf(columns.case ?? '');
    this.#lifter = new FieldLifter(columns, times);
    this.#columns = header.map((key, index) => {
      // It may be asked to say something of the activity as well.
      if (index === this.#nameAt) return { key, level: lifted.includes(key) ? 'event' : 'name' };
      const isOfCase = key.startsWith(OF_CASE) && key.length > OF_CASE.length && !lifted.includes(key);
      return isOfCase ? { key: key.slice(OF_CASE.length), level: 'case' } : { key, level: 'event' };
    });
  }

  /** The number of the row's case; none for a row that belongs to no case. */
  caseOf({ fields, line }: CsvRow): number | undefined {
    const name = fields[this.#nameAt] ?? '';
    if (name === '') return undefined;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    checkName(name, 'name of the case', line);
    // A value is a slice that keeps its whole chunk in memory; the map must not.
    this.#numbers.set(Buffer.from(name).toString(), this.#numbers.size + 1);
    return this.#numbers.size;
  }

  /** Every row has its case: names take much memory where cases are many. */
  forgetNames(): void {
    this.#numbers.clear();
  }

  /** The row's activity, and its case before it where that is new. */
  items(number: number, row: CsvRow): LogItem[] {
    const isNew = number > this.#given;
    const isReturn = !isNew && number !== this.#current.number;
    if (isNew || isReturn) this.#current = { number, fields: isReturn ? [] : row.fields };
    this.#given = Math.max(this.#given, number);
    const activity = this.#lifter.lift(number, this.#eventAttributes(row.fields), row.line);
    return isNew
      ? [
          { kind: 'case', case: number, name: row.fields[this.#nameAt], attributes: this.#caseAttributes(row.fields) },
          activity,
        ]
      : [activity];
  }

  #caseAttributes(fields: readonly string[]): LogAttribute[] {
    return this.#columns.flatMap(({ key, level }, index) => {
      const value = fields[index] ?? '';
      return level === 'case' && value !== '' ? [{ key, type: 'string', value }] : [];
    });
  }

  /** Includes what the row says of its case, where that is not what the first row said. */
  #eventAttributes(fields: readonly string[]): LogAttribute[] {
    const attributes: LogAttribute[] = [];
    for (let index = 0; index < fields.length; index += 1) {
      const value = fields[index] ?? '';
      const column = this.#columns[index];
      if (value === '' || !column || column.level === 'name') continue;
      if (column.level === 'event') attributes.push({ key: column.key, type: 'string', value });
      else if (this.#current.fields[index] !== value)
        attributes.push({ key: `${OF_CASE}${column.key}`, type: 'string', value });
    }
    return attributes;
  }
}
