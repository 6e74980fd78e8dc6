/** One bar of a chart, and what stands at it. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
  /** Address of the events behind it; none where nothing is. */
  readonly params?: Readonly<Record<string, string>>;
  /** Whether its period is not over yet. */
  readonly isUnfinished?: boolean;
}

/** A bar where it is drawn. */
export interface PlacedBar extends Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly middle: number;
  /** Room that it has from side to side. */
  readonly pitch: number;
  /** Whether there is room for its value, and for its name under it. */
  readonly hasText: boolean;
  readonly hasName: boolean;
}

export interface BarSpace {
  readonly width: number;
  /** From the highest bar to the ground. */
  readonly height: number;
}

/** Room over the highest bar, for its value. */
export const HEAD = 20;
const WIDEST = 26;
const CHARACTER = 7.4;
const GAP = 10;

/** Bars side by side from zero; where texts would run into each other, only some are written. */
export function layOut(bars: readonly Bar[], { width, height }: BarSpace): PlacedBar[] {
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  const pitch = width / Math.max(1, bars.length);
  const barWidth = Math.min(WIDEST, pitch * 0.66);
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length)) * CHARACTER + GAP;
  const everyName = Math.max(1, Math.ceil(longest(bars.map(({ name }) => name)) / pitch));
  const fit = longest(bars.map(({ text }) => text)) <= pitch + GAP;
  const top = bars.findIndex(({ value }) => value === highest);
  return bars.map((bar, index) => {
    const middle = pitch * (index + 0.5);
    const tall = (bar.value / highest) * height;
    return {
      ...bar,
      x: middle - barWidth / 2,
      y: HEAD + height - tall,
      width: barWidth,
      height: tall,
      middle,
      pitch,
      hasText: fit ? bar.value > 0 : index === top && bar.value > 0,
      // Counted from the newest, which is always named.
      hasName: (bars.length - 1 - index) % everyName === 0,
    };
  });
}

/** A line through the tops of bars, for series that are too long for bars. */
export function lineThrough(bars: readonly PlacedBar[]): string {
  return bars.map(({ middle, y }, index) => `${index === 0 ? 'M' : 'L'}${middle.toFixed(1)} ${y.toFixed(1)}`).join('');
}
