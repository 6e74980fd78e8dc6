import { describe, expect, it } from '@jest/globals';
import { RowHeights, windowOf } from './visible-rows';

const keys = Array.from({ length: 1_000 }, (_, index) => `row ${String(index)}`);

describe('the window of a long list', () => {
  it('draws what is in view and a little more, and leaves room for the rest', () => {
    const heights = new RowHeights(() => 50);
    const { start, end, before, after } = windowOf(keys, heights, { top: 10_000, bottom: 10_800, spare: 500 });
    expect(before).toBe(start * 50);
    expect(before).toBeLessThanOrEqual(9_500);
    expect(end * 50).toBeGreaterThanOrEqual(11_300);
    expect(end - start).toBeLessThan(50);
    expect(before + (end - start) * 50 + after).toBe(50_000);
  });

  it('goes by the heights that rows were found to have', () => {
    const heights = new RowHeights(() => 50);
    expect(heights.measure('row 0', 700)).toBe(true);
    expect(heights.measure('row 0', 700)).toBe(false);
    expect(windowOf(keys, heights, { top: 720, bottom: 800, spare: 0 })).toMatchObject({ start: 1, before: 700 });
  });

  it('draws everything of a short list and nothing of an empty one', () => {
    const heights = new RowHeights(() => 50);
    expect(windowOf(keys.slice(0, 3), heights, { top: -200, bottom: 900, spare: 500 })).toEqual({
      start: 0,
      end: 3,
      before: 0,
      after: 0,
    });
    expect(windowOf([], heights, { top: 0, bottom: 900, spare: 500 })).toEqual({
      start: 0,
      end: 0,
      before: 0,
      after: 0,
    });
  });

  it('draws the last rows when scrolled beyond the end', () => {
    const heights = new RowHeights(() => 50);
    expect(windowOf(keys, heights, { top: 60_000, bottom: 61_000, spare: 100 })).toMatchObject({
      end: 1_000,
      after: 0,
    });
  });
});
