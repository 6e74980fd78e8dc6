/** What a row must reach; limits that are absent are not asked for. */
export interface Target {
  /** Lowest acceptable value, or highest where less is better. */
  readonly value?: number;
  /** Lowest acceptable share of the bare program, as its work per second. */
  readonly ratio?: number;
  /** Highest acceptable 99th percentile, in milliseconds. */
  readonly p99?: number;
}

/** What was measured; `ratio` is taken per round, beside the bare program of the same moment, so that noise cancels. */
export interface Measurement {
  readonly value: number;
  /** The bare program's value, where there is one. */
  readonly bare?: number;
  readonly ratio?: number;
  /** Percentiles of a single operation in milliseconds, where single operations are timed. */
  readonly p50?: number;
  readonly p99?: number;
}

/** One line of the bench. A new one is a file that exports it and an entry in `rows.ts`. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** Whether a smaller value is the better one. */
  readonly isLessBetter?: boolean;
  readonly target: Target;
  readonly measure: () => Promise<Measurement>;
}

export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly bare: number | null;
  readonly ratio: number | null;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly target: Target;
  readonly ok: boolean;
}

export function resultOf({ name, unit, target, isLessBetter = false }: Row, measured: Measurement): Result {
  const { value, bare, ratio, p50, p99 } = measured;
  const isReached = [
    isLessBetter ? isAtMost(value, target.value) : isAtLeast(value, target.value),
    isAtLeast(ratio, target.ratio),
    isAtMost(p99, target.p99),
  ];
  return {
    name,
    unit,
    value: rounded(value),
    bare: bare === undefined ? null : rounded(bare),
    ratio: ratio === undefined ? null : rounded(ratio),
    p50: p50 === undefined ? null : rounded(p50),
    p99: p99 === undefined ? null : rounded(p99),
    target,
    ok: isReached.every(Boolean),
  };
}

function isAtLeast(value: number | undefined, limit: number | undefined): boolean {
  return limit === undefined || (value !== undefined && value >= limit);
}

function isAtMost(value: number | undefined, limit: number | undefined): boolean {
  return limit === undefined || (value !== undefined && value <= limit);
}

/** Three digits are all that a measurement is worth. */
function rounded(value: number): number {
  return Number(value.toPrecision(Math.max(3, String(Math.trunc(value)).length)));
}
