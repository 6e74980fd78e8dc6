import { setTimeout as pause } from 'node:timers/promises';

/** A portal looks twice a second how far its views are. */
const LOOKED_MS = 1_100;

/**
 * Waits until a portal has stored all of the log in its views, as its metrics say.
 *
 * @throws Error when it has not within a minute
 */
export async function caughtUp(url: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += LOOKED_MS) {
    await pause(LOOKED_MS);
    const text = await fetch(`${url}/metrics`).then((response) => response.text());
    const lags = [...text.matchAll(/^portico_view_lag_events\{.*\} (\d+)$/gm)].map(([, events]) => Number(events));
    if (lags.length > 0 && lags.every((events) => events === 0)) return;
  }
  throw new Error(`The views of ${url} do not catch up with the log.`);
}
