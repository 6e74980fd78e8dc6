import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CsvRow } from './csv-rows.js';

const BUFFER = 2 ** 20;
/** Rows that follow each other in the file are often of one case: read a little ahead. */
const AHEAD = 4096;

/**
 * Keeps rows on disk and gives them back case by case, so that a log whose cases alternate needs no more memory than
 * one in order: a few bytes per row.
 */
export class RowSpool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'portico-rows-'));
  readonly #file: number;
  #pending: string[] = [];
  #pendingLength = 0;
  #end = 0;
  #rows = 0;
  #cases = new Uint32Array(1024);
  #lines = new Uint32Array(1024);
  /** Where each row begins, and where the last one ends. */
  #starts = new Float64Array(1025);
  readonly #window = { start: 0, bytes: Buffer.alloc(0) as Buffer };

  constructor() {
    this.#file = openSync(join(this.#folder, 'rows'), 'wx+', 0o600);
    // Gone from the folder at once: a killed process leaves nobody's data behind.
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param number the row's case, from 1 */
  add(number: number, { line, fields }: CsvRow): void {
    if (this.#rows === this.#cases.length) this.#grow();
    const text = JSON.stringify(fields);
    this.#cases[this.#rows] = number;
    this.#lines[this.#rows] = line;
    this.#pending.push(text);
    this.#end += Buffer.byteLength(text);
    this.#rows += 1;
    this.#starts[this.#rows] = this.#end;
    this.#pendingLength += text.length;
    if (this.#pendingLength > BUFFER) this.#flush();
  }

  /** All rows, those of the first case first, each case's in the order that they came in. */
  *byCase(): Generator<readonly [number: number, row: CsvRow]> {
    this.#flush();
    for (const row of this.#order()) {
      const start = this.#starts[row] ?? 0;
      const fields = JSON.parse(this.#text(start, this.#starts[row + 1] ?? start)) as string[];
      yield [this.#cases[row] ?? 0, { line: this.#lines[row] ?? 0, fields }];
    }
  }

  close(): void {
    ftruncateSync(this.#file);
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #grow(): void {
    // By a quarter only: of a long log, what is too much is many megabytes.
    const length = Math.ceil(this.#cases.length * 1.25);
    const [cases, lines, starts] = [new Uint32Array(length), new Uint32Array(length), new Float64Array(length + 1)];
    cases.set(this.#cases);
    lines.set(this.#lines);
    starts.set(this.#starts);
    [this.#cases, this.#lines, this.#starts] = [cases, lines, starts];
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending.join(''));
    for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
    this.#pending = [];
    this.#pendingLength = 0;
  }

  /** Numbers of the rows in order of their cases: a counting sort, which keeps the order within a case. */
  #order(): Uint32Array {
    const cases = this.#cases.subarray(0, this.#rows);
    const places = new Uint32Array(cases.reduce((most, number) => Math.max(most, number), 0) + 2);
    for (const number of cases) places[number + 1] = (places[number + 1] ?? 0) + 1;
    for (let index = 1; index < places.length; index += 1)
      places[index] = (places[index] ?? 0) + (places[index - 1] ?? 0);
    const order = new Uint32Array(this.#rows);
    cases.forEach((number, row) => {
      const place = places[number] ?? 0;
      order[place] = row;
      places[number] = place + 1;
    });
    return order;
  }

  #text(start: number, end: number): string {
    const window = this.#window;
    if (start < window.start || end > window.start + window.bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.max(end - start, AHEAD));
      window.bytes = bytes.subarray(0, readSync(this.#file, bytes, 0, bytes.length, start));
      window.start = start;
    }
    return window.bytes.toString('utf8', start - window.start, end - window.start);
  }
}
