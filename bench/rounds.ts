import type { Measurement } from './row.js';

/** One round of one side: how much work per second, and how long single operations took in milliseconds. */
export interface Round {
  readonly perSecond: number;
  readonly latencies?: readonly number[];
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

/**
 * Runs both sides by turns, so that whatever else the machine does meets both, and takes medians. A first pair warms up
 * and is not counted.
 *
 * @param pair runs ours and then the bare program, on the same work
 */
export async function pairedRounds(count: number, pair: () => Promise<readonly [Round, Round]>): Promise<Measurement> {
  const pairs: (readonly [Round, Round])[] = [];
  for (let round = -1; round < count; round += 1) {
    const measured = await pair();
    if (round >= 0) pairs.push(measured);
  }
  const latencies = pairs.flatMap(([ours]) => ours.latencies ?? []);
  return {
    value: median(pairs.map(([ours]) => ours.perSecond)),
    bare: median(pairs.map(([, bare]) => bare.perSecond)),
    ratio: median(pairs.map(([ours, bare]) => ours.perSecond / bare.perSecond)),
    ...(latencies.length > 0 && { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }),
  };
}
