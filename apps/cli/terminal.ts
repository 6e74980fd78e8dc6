import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** What stderr is connected to. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

const REDRAW_MS = 100;
/** Between two lines of progress where there is no terminal. */
const LINE_MS = 2000;
const BAR = 24;

/** What a long command has done so far. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Things done, for the rate: `events`. */
  readonly count: number;
  readonly unit: string;
}

/** Results go to stdout, everything else to stderr: progress as a bar on a terminal and as plain lines elsewhere. */
export class Terminal {
  #isBarShown = false;
  #lastShown = 0;
  #label = '';
  #startedAt = 0;

  constructor(
    private readonly out: Writable,
    private readonly err: Writable,
    private readonly screen: Screen,
  ) {}

  /** A line of the result. */
  say(line: string): void {
    this.#clear();
    this.out.write(`${line}\n`);
  }

  /** Part of a large result; resolves when more may be written. */
  async write(text: string): Promise<void> {
    if (!this.out.write(text)) await once(this.out, 'drain');
  }

  /** A line that is no result. */
  note(line: string): void {
    this.#clear();
    this.err.write(`${line}\n`);
  }

  /** Shows progress, not more often than somebody can read it. */
  progress(progress: Progress): void {
    const now = performance.now();
    if (progress.label !== this.#label) {
      this.#label = progress.label;
      this.#startedAt = now;
      this.#lastShown = this.screen.isTerminal ? 0 : now;
    }
    if (now - this.#lastShown < (this.screen.isTerminal ? REDRAW_MS : LINE_MS)) return;
    this.#lastShown = now;
    const line = progressLine(progress, (now - this.#startedAt) / 1000);
    if (!this.screen.isTerminal) return void this.err.write(`${line}\n`);
    this.#isBarShown = true;
    this.err.write(`\r\u001b[2K${barOf(progress)} ${line}`.slice(0, (this.screen.columns ?? 80) + 4));
  }

  #clear(): void {
    if (this.#isBarShown) this.err.write('\r\u001b[2K');
    this.#isBarShown = false;
  }
}

function progressLine({ label, done, total, count, unit }: Progress, seconds: number): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const rate = seconds > 0 ? `, ${grouped(Math.round(count / seconds))}/s` : '';
  return `${label}: ${share} %, ${grouped(count)} ${unit}${rate}`;
}

function barOf({ done, total }: Progress): string {
  const full = total === 0 ? BAR : Math.round((BAR * done) / total);
  return `${'█'.repeat(full)}${'░'.repeat(Math.max(BAR - full, 0))}`;
}

export function grouped(count: number): string {
  return count.toLocaleString('en');
}
