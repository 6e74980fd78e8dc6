import { setImmediate as nextTurn } from 'node:timers/promises';

const LONGEST_MS = 4;

/** When whoever works here began in this turn of the event loop; one for all, as there is one event loop. */
let since = 0;
/** Whether the turn is still the one in which work began. */
let isSame = false;
let asked = 0;

/**
 * Whether it is time to give others a turn; cheap enough to be asked for each event and document. What others did before
 * in the same turn does not count: under load every turn would be over before anything is done.
 */
export function isTurnOver(): boolean {
  asked += 1;
  if (asked % 8 !== 0) return false;
  if (isSame) return performance.now() - since > LONGEST_MS;
  isSame = true;
  since = performance.now();
  setImmediate(() => (isSame = false));
  return false;
}

/** Lets the event loop go on. */
export async function giveTurn(): Promise<void> {
  await nextTurn();
}
