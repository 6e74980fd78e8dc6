import { describe, expect, it } from '@jest/globals';
import { RowHeights, rowAt, windowOf } from './visible-rows';

const keys = Array.from({ length: 6_660 }, (_, index) => `row ${String(index)}`);
const heights = () => new RowHeights(() => 50);

describe('the rows of a long list that are drawn', () => {
  it('are those in view, with room for the others', () => {
    const shown = windowOf(heights().offsets(keys), 10_010, 10_990);
    expect(shown).toEqual({ start: 200, end: 220, before: 10_000, after: (6_660 - 220) * 50 });
  });

  it('fill the list together with the room above and below', () => {
    const measured = heights();
    for (const [index, key] of keys.entries()) measured.measure(key, 50 + (index % 300));
    const offsets = measured.offsets(keys);
    const total = offsets.at(-1)!;
    for (let top = -2_000; top < total + 2_000; top += 1_777) {
      const { start, end, before, after } = windowOf(offsets, top, top + 900);
      expect(before + (offsets[end]! - offsets[start]!) + after).toBeCloseTo(total);
    }
  });

  it('reach from the upper to the lower edge of what is in view', () => {
    const measured = heights();
    for (const [index, key] of keys.entries()) measured.measure(key, 50 + (index % 300));
    const offsets = measured.offsets(keys);
    for (let top = 0; top < offsets.at(-1)! - 900; top += 1_777) {
      const { start, end } = windowOf(offsets, top, top + 900);
      expect(offsets[start]).toBeLessThanOrEqual(top);
      expect(offsets[end]).toBeGreaterThanOrEqual(top + 900);
    }
  });

  it('are none of an empty list', () => {
    expect(windowOf(heights().offsets([]), 0, 900)).toEqual({ start: 0, end: 0, before: 0, after: 0 });
  });

  it('begin where measured rows really begin', () => {
    const measured = heights();
    expect(measured.measure('row 0', 400)).toBe(true);
    expect(measured.measure('row 0', 400)).toBe(false);
    expect(rowAt(measured.offsets(keys), 399)).toBe(0);
    expect(rowAt(measured.offsets(keys), 400)).toBe(1);
  });
});
