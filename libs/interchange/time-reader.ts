import { timeFormat, type TimeParts } from './time-format.js';
import { ZoneOffsets } from './zone-offsets.js';

/** A time that cannot be read; the message says why. */
export class UnclearTime extends Error {
  override readonly name = 'UnclearTime';
}

export interface TimeOptions {
  /** How times are written, see `time-format.ts`; ISO 8601 and its usual relatives when absent. */
  readonly format?: string;
  /** Where times without an offset were taken. */
  readonly zone?: string;
}

const ISO =
  /^\s*(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*([Zz]|[+-]\d\d(?::?\d\d)?|UTC|GMT)?\s*$/;
/** How most logs write times, and as they are given on; a fraction of other than three digits is cut or filled up. */
const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const SECONDS_END = 19;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads times as RFC 3339 to the millisecond with their own offset; what is finer is cut. */
export class TimeReader {
  readonly #parse: (text: string) => TimeParts | undefined;
  readonly #zone: ZoneOffsets | undefined;

  /** @throws RangeError when there is no such format or zone */
  constructor(private readonly options: TimeOptions = {}) {
    this.#parse = options.format === undefined ? isoParts : timeFormat(options.format);
    this.#zone = options.zone === undefined ? undefined : new ZoneOffsets(options.zone);
  }

  /** @throws UnclearTime */
  read(text: string): string {
    if (this.options.format === undefined && USUAL.test(text) && isReal(text)) return withMilliseconds(text);
    const parts = this.#parse(text);
    if (!parts) throw new UnclearTime(this.#otherwise(text));
    const local = `${yearOf(parts)}-${monthOf(parts)}-${two(parts.day)}T${hourOf(parts)}:${two(parts.minute)}:${two(parts.second)}.${(parts.fraction ?? '').slice(0, 3).padEnd(3, '0')}`;
    if (!isReal(local)) throw new UnclearTime(`"${shown(text)}" is no time that a clock can show`);
    return `${local}${this.#offset(parts.offset, local, text)}`;
  }

  #offset(offset: string | undefined, local: string, text: string): string {
    if (offset !== undefined) return wholeOffset(offset, text);
    if (this.#zone) return this.#zone.offsetAt(local);
    throw new UnclearTime(`"${shown(text)}" has no time zone; say which it is in, as in --time-zone Europe/London`);
  }

  #otherwise(text: string): string {
    const { format } = this.options;
    if (format !== undefined) return `"${shown(text)}" is not a time written as ${format}`;
    return `"${shown(text)}" is not a time that can be told; say how it is written, as in --time-format "dd.MM.yyyy HH:mm:ss"`;
  }
}

/** @param text written as {@link USUAL} */
function withMilliseconds(text: string): string {
  return text[SECONDS_END] === '.' ? text : `${text.slice(0, SECONDS_END)}.000${text.slice(SECONDS_END)}`;
}

function isoParts(text: string): TimeParts | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  return { year, month, day, hour, minute, second, fraction, offset } as TimeParts;
}

function two(digits = '00'): string {
  return digits.padStart(2, '0');
}

/** Two digits are years from 1970 to 2069. */
function yearOf({ year = '' }: TimeParts): string {
  if (year.length === 4) return year;
  return `${Number(year) < 70 ? '20' : '19'}${year}`;
}

function monthOf({ month, monthName }: TimeParts): string {
  if (month !== undefined) return two(month);
  return two(String(MONTHS.indexOf((monthName ?? '').slice(0, 3).toLowerCase()) + 1));
}

function hourOf({ hour, half }: TimeParts): string {
  if (half === undefined || hour === undefined) return two(hour);
  if (Number(hour) < 1 || Number(hour) > 12) return '99';
  return two(String((Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0)));
}

/** The 30th of February is a text of the right form, and no day. */
function isReal(local: string): boolean {
  const [month, day] = [numberAt(local, 5), numberAt(local, 8)];
  if (month < 1 || month > 12 || day < 1) return false;
  // Asking for the month's length is slow and seldom needed.
  if (day > 28 && day > daysIn(local.slice(0, 7))) return false;
  return numberAt(local, 11) < 24 && numberAt(local, 14) < 60 && numberAt(local, 17) < 60;
}

/** Two digits. */
function numberAt(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

const ZERO = 48;

/** @param month `YYYY-MM` */
function daysIn(month: string): number {
  return Temporal.PlainYearMonth.from(month).daysInMonth;
}

function wholeOffset(offset: string, text: string): string {
  if (!/^[+-]/.test(offset)) return 'Z';
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(3).replace(':', '') || '00'];
  if (Number(hours) > 14 || Number(minutes) > 59)
    throw new UnclearTime(`"${shown(text)}" has an offset that no place on earth has`);
  return `${offset.charAt(0)}${hours}:${minutes}`;
}

/** Enough of a text to recognise it by, on one line. */
function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
