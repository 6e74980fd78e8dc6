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
export function windowOf(keys: readonly string[], heights: RowHeights, { top, bottom, spare }: { top: number; bottom: number; spare: number }): Window {
  let offset = 0;
  let start = 0;
  while (start < keys.length && offset + heights.of(keys[start] ?? '') < top - spare) offset += heights.of(keys[start++] ?? '');
  const before = offset;
  let end = start;
  while (end < keys.length && offset < bottom + spare) offset += heights.of(keys[end++] ?? '');
  let after = 0;
  for (let index = end; index < keys.length; index += 1) after += heights.of(keys[index] ?? '');
  return { start, end, before, after };
}
