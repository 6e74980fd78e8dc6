import type { StoredEvent } from '#event-sourcing';
import type { ParkedCause, ParkedEvent } from '#read-models';

/** An event that a view could not apply, with what waits for it. */
export interface Obstacle {
  readonly event: StoredEvent;
  readonly cause: Exclude<ParkedCause, 'waits'>;
  readonly reason: string;
  /** Ids of documents that it holds back; none where nobody can tell them, and its whole stream waits. */
  readonly documents: readonly string[];
  /** How many events wait behind it. */
  readonly waiting: number;
}

/** The events that are in the way, in order of the log; those that only wait are counted with the one they wait for. */
export function causesAmong(parked: readonly ParkedEvent[]): Obstacle[] {
  const waiting = Map.groupBy(
    parked.filter(({ cause }) => cause === 'waits'),
    keyOf,
  );
  const inTheWay = Map.groupBy(
    parked.filter(({ cause }) => cause !== 'waits'),
    ({ event }) => event.id,
  );
  return [...inTheWay.values()].flatMap((same) => {
    const [first] = same;
    if (!first || first.cause === 'waits') return [];
    const behind = same.flatMap((one) => waiting.get(keyOf(one)) ?? []);
    return {
      event: first.event,
      cause: first.cause,
      reason: first.reason,
      documents: same.filter(({ scope }) => scope === 'document').map(({ key }) => key),
      waiting: new Set(behind.map(({ event }) => event.id)).size,
    };
  });
}

function keyOf({ scope, key }: ParkedEvent): string {
  return `${scope} ${key}`;
}
