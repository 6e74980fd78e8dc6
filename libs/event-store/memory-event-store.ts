import {
  NO_PREVIOUS,
  NO_STREAM,
  WrongExpectedRevision,
  follows,
  type EventStore,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SealedEvent,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';

/** A log that lives as long as its process; for specs and dry runs. */
export class MemoryEventStore implements EventStore {
  readonly #events: StoredEvent[] = [];
  readonly #streams = new Map<StreamName, StoredEvent[]>();
  readonly #listeners = new Set<() => void>();

  async append(
    stream: StreamName,
    expectedRevision: number,
    events: readonly SealedEvent[],
  ): Promise<readonly bigint[]> {
    const end = this.#streams.get(stream)?.at(-1) ?? { revision: NO_STREAM, hash: NO_PREVIOUS };
    if (end.revision !== expectedRevision || !follows(end, events)) {
      const there = this.#positionsOf(stream, events);
      if (there) return there;
      throw new WrongExpectedRevision(stream, expectedRevision, end.revision);
    }
    return this.#add(stream, events);
  }

  async readStream(stream: StreamName, { from = 0, limit = Infinity }: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    return (this.#streams.get(stream) ?? []).slice(from, from + limit);
  }

  async readLast(stream: StreamName): Promise<StoredEvent | undefined> {
    return this.#streams.get(stream)?.at(-1);
  }

  async readAll(after: bigint, { categories, limit }: ReadAllOptions): Promise<StoredEvent[]> {
    const page: StoredEvent[] = [];
    for (let index = Number(after); index < this.#events.length && page.length < limit; index += 1) {
      const event = this.#events[index];
      if (event && (categories?.includes(event.stream.slice(0, event.stream.indexOf('-'))) ?? true)) page.push(event);
    }
    return page;
  }

  async head(): Promise<bigint> {
    return BigInt(this.#events.length);
  }

  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  #add(stream: StreamName, events: readonly SealedEvent[]): readonly bigint[] {
    const stored = events.map((event, index) => ({ ...event, position: BigInt(this.#events.length + index + 1) }));
    if (stored.length === 0) return [];
    const there = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, there);
    for (const event of stored) {
      there.push(event);
      this.#events.push(event);
    }
    for (const listener of this.#listeners) queueMicrotask(listener);
    return stored.map((event) => event.position);
  }

  /** Positions of the very same events, if they were appended before. */
  #positionsOf(stream: StreamName, events: readonly SealedEvent[]): bigint[] | undefined {
    const there = this.#streams.get(stream) ?? [];
    const same = events.flatMap(({ hash, revision }) =>
      there[revision]?.hash === hash ? [there[revision].position] : [],
    );
    return same.length === events.length && same.length > 0 ? same : undefined;
  }
}
