import type { Build } from './build.js';

/** How a build stands that is kept up to date here. */
export interface BuildStatus {
  readonly build: Build;
  /** Up to where it can be read. */
  readonly position: bigint;
  /** Events that it does not show yet, counted by their positions; what is parked does not count. */
  readonly events: number;
  /** How long it has not been at the log's end. */
  readonly seconds: number;
  readonly documents: number;
  /** Events that cannot be applied; those that wait behind them are not counted. */
  readonly parked: number;
  /** Whether it answers readers. */
  readonly serving: boolean;
  /** Why nobody here keeps it up to date any more. */
  readonly stopped?: string;
}
