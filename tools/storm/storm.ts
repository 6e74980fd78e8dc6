/** Between 0 and 1. */
export type Random = () => number;

/** What came of a storm. */
export interface Stormed {
  /** How many processes were killed in the middle of their work. */
  readonly kills: number;
  /** Everything that is wrong afterwards. */
  readonly faults: readonly string[];
}

/** Numbers that follow from a seed (mulberry32), so that a storm can be made again, as far as the machine allows. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
