/** Heights of a long list's rows, which are known only once they were shown. */
export class RowHeights {
  readonly #known = new Map<string, number>();

  /** @param usual what a row is taken to be high before it was measured, in pixels */
  constructor(private readonly usual: (key: string) => number) {}

  /** Whether the height is news. */
  measure(key: string, height: number): boolean {
    if (this.#known.get(key) === height) return false;
    this.#known.set(key, height);
    return true;
  }

  /** Where each row begins, in pixels from the list's own beginning; the last number is where the list ends. */
  offsets(keys: readonly string[]): Float64Array {
    const offsets = new Float64Array(keys.length + 1);
    for (const [index, key] of keys.entries()) {
      offsets[index + 1] = (offsets[index] ?? 0) + (this.#known.get(key) ?? this.usual(key));
    }
    return offsets;
  }
}

export interface Window {
  /** First row to draw, and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Room to leave above and below, in pixels. */
  readonly before: number;
  readonly after: number;
}

/** The row that lies at a height of the list; the first or last one beyond its ends. */
export function rowAt(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The rows to draw so that everything between two heights of the list is there.
 *
 * @param top,bottom pixels from the list's own beginning
 */
export function windowOf(offsets: Float64Array, top: number, bottom: number): Window {
  const rows = offsets.length - 1;
  const start = rows === 0 ? 0 : rowAt(offsets, top);
  const end = rows === 0 ? 0 : rowAt(offsets, bottom) + 1;
  return { start, end, before: offsets[start] ?? 0, after: (offsets[rows] ?? 0) - (offsets[end] ?? 0) };
}
