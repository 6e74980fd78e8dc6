import type { StoredEvent } from '#event-sourcing';
import type { Trouble } from './evolve-safely.js';
import type { ParkedEvent } from './read-model-store.js';

type Scope = ParkedEvent['scope'];

/** Documents and streams that an event holds up which could not be applied, and the parked events that are not stored yet. */
export class Held {
  /** Position of the event that holds a key up. */
  readonly #by = new Map<string, bigint>();
  readonly #stuck = new Set<string>();
  #unstored: ParkedEvent[] = [];

  /** @param parked what is parked already, in order */
  constructor(parked: readonly ParkedEvent[]) {
    for (const { scope, key, cause, event } of parked) this.#hold(scope, key, event, cause);
  }

  get unstored(): readonly ParkedEvent[] {
    return this.#unstored;
  }

  get isAny(): boolean {
    return this.#by.size > 0;
  }

  /** How many events cannot be applied; those that wait behind them are not counted. */
  get stuck(): number {
    return this.#stuck.size;
  }

  /** Whether an event at or before the position is parked. */
  isAnyBefore(position: bigint): boolean {
    return [...this.#by.values()].some((by) => by <= position);
  }

  park(scope: Scope, key: string, event: StoredEvent, { cause, reason }: Trouble): void {
    this.#hold(scope, key, event, cause);
    this.#unstored.push({ scope, key, event, cause, reason });
  }

  /** Parks the event if something earlier holds it up; whether it does. */
  parkBehind(scope: Scope, key: string, event: StoredEvent): boolean {
    if (this.#by.size === 0) return false;
    const by = this.#by.get(nameOf(scope, key));
    if (by === undefined || by >= event.position) return false;
    const reason = `Waits behind the event at position ${String(by)}.`;
    this.#unstored.push({ scope, key, event, cause: 'waits', reason });
    return true;
  }

  /** Takes over what another found that holds up these documents. */
  take(other: Held, ids: ReadonlySet<string>): void {
    for (const parked of other.unstored) {
      if (parked.scope !== 'document' || !ids.has(parked.key)) continue;
      this.#hold(parked.scope, parked.key, parked.event, parked.cause);
      this.#unstored.push(parked);
    }
  }

  markStored(): void {
    this.#unstored = [];
  }

  #hold(scope: Scope, key: string, event: StoredEvent, cause: ParkedEvent['cause']): void {
    const name = nameOf(scope, key);
    const by = this.#by.get(name);
    // Events are read a page at a time: a later one may have been found first.
    if (by === undefined || event.position < by) this.#by.set(name, event.position);
    if (cause !== 'waits') this.#stuck.add(event.id);
  }
}

function nameOf(scope: Scope, key: string): string {
  return `${scope} ${key}`;
}
