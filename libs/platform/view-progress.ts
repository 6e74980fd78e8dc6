import type { Lag, ReadPosition } from '#read-models';

/** How far the views have come; whoever runs the projections provides it. */
export abstract class ViewProgress {
  /** Waits until the views have passed a position, or so long, and gives the smallest that they have passed by then. */
  abstract waitFor(position: bigint, views: readonly string[], timeoutMs: number): Promise<ReadPosition>;
  /** An object that stays the same for as long as everything reads the same in a view. */
  abstract edition(view: string): object;
  /** How far each view is behind the log. */
  abstract lags(): readonly Lag[];
}
