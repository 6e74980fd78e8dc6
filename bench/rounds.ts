import type { Measurement } from './row.js';

/** One round of one side. */
export interface Round {
  /** Pieces of work per second. */
  readonly perSecond: number;
  /** How long single pieces took, in milliseconds. */
  readonly waits?: readonly number[];
}

const ROUNDS = 5;

/**
 * Runs the bare program and ours by turns, so that whatever else the machine does meets both, and takes medians; the
 * ratio is that of each pair. A first pair warms up and is not counted.
 */
export async function inTurn(sides: {
  readonly bare: () => Promise<Round>;
  readonly ours: () => Promise<Round>;
}): Promise<Measurement> {
  const pairs: { readonly bare: Round; readonly ours: Round }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const pair = { bare: await sides.bare(), ours: await sides.ours() };
    if (round > 0) pairs.push(pair);
  }
  const waits = pairs.flatMap(({ ours }) => ours.waits ?? []);
  return {
    value: median(pairs.map(({ ours }) => ours.perSecond)),
    bare: median(pairs.map(({ bare }) => bare.perSecond)),
    ratio: median(pairs.map(({ ours, bare }) => ours.perSecond / bare.perSecond)),
    ...(waits.length > 0 && { p50: median(waits), p99: percentile(waits, 0.99) }),
  };
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which a share of the values lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
