/** Which rows of a long list are in view, when rows have heights of their own that are known only once they were shown. */
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

  of(key: string): number {
    return this.#known.get(key) ?? this.usual(key);
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

/**
 * The rows between two heights of a list, with some to spare on both sides.
 *
 * @param top,bottom pixels from the list's own beginning
 */
export function windowOf(
  keys: readonly string[],
  heights: RowHeights,
  { top, bottom, spare }: { top: number; bottom: number; spare: number },
): Window {
  const ends = endsOf(keys, heights);
  const start = firstBeyond(ends, top - spare);
  const end = Math.min(keys.length, firstBeyond(ends, bottom + spare) + 1);
  const before = ends[start - 1] ?? 0;
  const drawnTo = ends[end - 1] ?? 0;
  return { start, end, before, after: (ends.at(-1) ?? 0) - drawnTo };
}

/** Where each row ends, in pixels from the list's beginning. */
function endsOf(keys: readonly string[], heights: RowHeights): number[] {
  let offset = 0;
  return keys.map((key) => (offset += heights.of(key)));
}

/** Index of the first row that ends beyond a height, by bisection; the number of rows when none does. */
function firstBeyond(ends: readonly number[], height: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > height) high = middle;
    else low = middle + 1;
  }
  return low;
}
