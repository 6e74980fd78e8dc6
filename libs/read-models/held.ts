import type { StoredEvent } from '#event-sourcing';
import type { ParkedEvent } from './read-model-store.js';

type Scope = ParkedEvent['scope'];

/** Documents and streams that an event holds up which could not be applied, and the parked events that are not stored yet. */
export class Held {
  /** Position of the event that holds a key up. */
  readonly #by = new Map<string, bigint>();
  #unstored: ParkedEvent[] = [];

  /** @param parked what is parked already, in order */
  constructor(parked: readonly ParkedEvent[]) {
    for (const { scope, key, event } of parked) this.#hold(scope, key, event);
  }

  get unstored(): readonly ParkedEvent[] {
    return this.#unstored;
  }

  get isAny(): boolean {
    return this.#by.size > 0;
  }

  /** Whether an event at or before the position is parked. */
  isAnyBefore(position: bigint): boolean {
    return [...this.#by.values()].some((by) => by <= position);
  }

  park(scope: Scope, key: string, event: StoredEvent, reason: string): void {
    this.#hold(scope, key, event);
    this.#unstored.push({ scope, key, event, reason });
  }

  /** Parks the event if something earlier holds it up; whether it does. */
  parkBehind(scope: Scope, key: string, event: StoredEvent): boolean {
    if (this.#by.size === 0) return false;
    const by = this.#by.get(nameOf(scope, key));
    if (by === undefined) return false;
    this.#unstored.push({ scope, key, event, reason: `Waits behind the event at position ${String(by)}.` });
    return true;
  }

  markStored(): void {
    this.#unstored = [];
  }

  #hold(scope: Scope, key: string, event: StoredEvent): void {
    const name = nameOf(scope, key);
    if (!this.#by.has(name)) this.#by.set(name, event.position);
  }
}

function nameOf(scope: Scope, key: string): string {
  return `${scope} ${key}`;
}
