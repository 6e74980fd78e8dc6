import { describe, expect, it } from '@jest/globals';
import { HEAD, layOut, lineThrough } from './bar-layout';

const bar = (value: number, name = 'May') => ({ name, value, text: String(value) });

describe('bars', () => {
  it('stand from zero, side by side, as high as their values', () => {
    const bars = layOut([bar(0), bar(5), bar(10)], { width: 300, height: 100 });
    expect(bars.map(({ height, y, middle }) => [height, y, middle])).toEqual([
      [0, HEAD + 100, 50],
      [50, HEAD + 50, 150],
      [100, HEAD, 250],
    ]);
  });

  it('do not fail where there is nothing', () => {
    expect(layOut([], { width: 300, height: 100 })).toEqual([]);
    expect(layOut([bar(0)], { width: 300, height: 100 })[0]).toMatchObject({ height: 0, hasText: false });
  });

  it('carry as many texts as fit, and always the highest value and the newest name', () => {
    const many = layOut(
      Array.from({ length: 30 }, (_, index) => bar(index === 7 ? 123_456 : 1000)),
      { width: 300, height: 100 },
    );
    expect(many.filter(({ hasText }) => hasText).map(({ text }) => text)).toEqual(['123456']);
    expect(many.at(-1)?.hasName).toBe(true);
    const named = many.filter(({ hasName }) => hasName);
    expect((named[1]?.middle ?? 0) - (named[0]?.middle ?? 0)).toBeGreaterThan(25);
    const few = layOut([bar(1), bar(2)], { width: 300, height: 100 });
    expect(few.every(({ hasText, hasName }) => hasText && hasName)).toBe(true);
  });

  it('become a line through their tops', () => {
    expect(lineThrough(layOut([bar(0), bar(1)], { width: 20, height: 10 }))).toBe('M5.0 30.0L15.0 20.0');
  });
});
