import { commands } from './commands.js';
import type { Row } from './row.js';
import { verify } from './verify.js';

/** Every line of the bench, in the order in which they are run. */
export const rows: readonly Row[] = [
  commands(1, 4_000, {}),
  commands(16, 20_000, {}),
  commands(64, 40_000, { value: 20_000, ratio: 0.5, p99: 15 }),
  verify,
];
