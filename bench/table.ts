import type { Result, Target } from './row.js';

const COLUMNS = ['', 'name', 'value', 'unit', 'bare', 'ratio', 'p50 ms', 'p99 ms', 'target'] as const;

/** Results for people. */
export function table(results: readonly Result[]): string {
  const lines = [COLUMNS, ...results.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ ok, name, value, unit, bare, ratio, p50, p99, target }: Result): readonly string[] {
  const numbers = [bare, ratio, p50, p99].map((number) => (number === null ? '–' : grouped(number)));
  return [ok ? '✓' : '✗', name, grouped(value), unit, ...numbers, wanted(target)];
}

function wanted({ value, ratio, p99 }: Target): string {
  return [
    ...(value === undefined ? [] : [grouped(value)]),
    ...(ratio === undefined ? [] : [`${Math.round(ratio * 100)} % of bare`]),
    ...(p99 === undefined ? [] : [`p99 < ${p99} ms`]),
  ].join(', ');
}

function grouped(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}
