import { setImmediate as nextTurn } from 'node:timers/promises';

const LONGEST_MS = 4;

/** When whoever works here last let the event loop go on; one for all, as there is one event loop. */
let since = 0;
let asked = 0;

/** Whether it is time to give others a turn; cheap enough to be asked for each event and document. */
export function isTurnOver(): boolean {
  asked += 1;
  return asked % 8 === 0 && performance.now() - since > LONGEST_MS;
}

/** Lets the event loop go on. */
export async function giveTurn(): Promise<void> {
  await nextTurn();
  since = performance.now();
}
