import type { EventStore, ReadAllOptions, StoredEvent, StreamName, Visibility } from '#event-sourcing';

/** An event of a test, as short as it can be said. */
export interface Happening {
  readonly type: string;
  readonly data?: unknown;
  readonly stream?: StreamName;
  readonly account?: string | undefined;
  readonly visibility?: Visibility;
  readonly schemaVersion?: number;
}

/** A log to read from, written to without decisions, hashes and checks; positions have gaps, as a byte offset has. */
export class TestLog implements EventStore {
  readonly events: StoredEvent[] = [];
  readonly #listeners = new Set<() => void>();
  /** How often it was read. */
  reads = 0;
  /** Errors that the next reads end with. */
  failures: Error[] = [];

  add(...happenings: readonly Happening[]): bigint {
    for (const happening of happenings) this.#add(happening);
    for (const listener of this.#listeners) listener();
    return this.events.at(-1)?.position ?? 0n;
  }

  #add({ type, data = {}, stream = 'item-1', account, visibility = 'client', schemaVersion = 1 }: Happening): void {
    const number = this.events.length;
    this.events.push({
      id: `event-${String(number)}`,
      type,
      schemaVersion,
      stream,
      revision: number,
      at: new Date(Date.UTC(2026, 0, 1) + number).toISOString(),
      data: JSON.stringify(data),
      metadata: JSON.stringify({ actor: 'dana', commandId: `command-${String(number)}` }),
      hash: `hash-${String(number)}`,
      account,
      visibility,
      position: (this.events.at(-1)?.position ?? 0n) + 1n + BigInt(number % 3),
    });
  }

  async readAll(after: bigint, { limit }: ReadAllOptions): Promise<StoredEvent[]> {
    this.reads += 1;
    await new Promise(setImmediate);
    const failure = this.failures.shift();
    if (failure) throw failure;
    const start = this.events.findIndex(({ position }) => position > after);
    return start < 0 ? [] : this.events.slice(start, start + limit);
  }

  head(): Promise<bigint> {
    return Promise.resolve(this.events.at(-1)?.position ?? 0n);
  }

  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  append(): Promise<never> {
    return Promise.reject(new Error('Tests add events directly.'));
  }

  readStream(stream: StreamName): Promise<StoredEvent[]> {
    return Promise.resolve(this.events.filter((event) => event.stream === stream));
  }

  readLast(stream: StreamName): Promise<StoredEvent | undefined> {
    return Promise.resolve(this.events.findLast((event) => event.stream === stream));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
