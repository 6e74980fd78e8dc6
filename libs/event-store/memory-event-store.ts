import {
  NO_STREAM,
  WrongExpectedRevision,
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

  // eslint-disable-next-line @typescript-eslint/require-await -- Memory answers at once; a refusal must still be a rejection.
  async append(stream: StreamName, expectedRevision: number, events: readonly SealedEvent[]): Promise<readonly bigint[]> {
    const there = this.#streams.get(stream) ?? [];
    const head = there.at(-1)?.revision ?? NO_STREAM;
    if (head !== expectedRevision) return this.#again(stream, expectedRevision, events);
    const stored = events.map((event, index) => ({ ...event, position: BigInt(this.#events.length + index + 1) }));
    this.#events.push(...stored);
    this.#streams.set(stream, [...there, ...stored]);
    for (const listener of this.#listeners) listener();
    return stored.map((event) => event.position);
  }

  readStream(stream: StreamName, { from = 0, limit = Infinity }: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    return Promise.resolve((this.#streams.get(stream) ?? []).slice(from, from + limit));
  }

  readLast(stream: StreamName): Promise<StoredEvent | undefined> {
    return Promise.resolve(this.#streams.get(stream)?.at(-1));
  }

  readAll(after: bigint, { categories, limit }: ReadAllOptions): Promise<StoredEvent[]> {
    const page: StoredEvent[] = [];
    for (let index = Number(after); index < this.#events.length && page.length < limit; index += 1) {
      const event = this.#events[index];
      if (event && (categories?.includes(event.stream.slice(0, event.stream.indexOf('-'))) ?? true)) page.push(event);
    }
    return Promise.resolve(page);
  }

  head(): Promise<bigint> {
    return Promise.resolve(BigInt(this.#events.length));
  }

  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }

  #again(stream: StreamName, expectedRevision: number, events: readonly SealedEvent[]): readonly bigint[] {
    const there = this.#streams.get(stream) ?? [];
    const same = events.map((event) => there[event.revision]);
    if (events.every((event, index) => same[index]?.id === event.id)) return same.map((event) => event?.position ?? 0n);
    throw new WrongExpectedRevision(stream, expectedRevision, there.at(-1)?.revision ?? NO_STREAM);
  }
}
