import type { EventStore, ReadAllOptions, ReadStreamOptions } from './event-store.js';
import type { SealedEvent, StoredEvent, StreamName } from './event.js';

/** What becomes of one append: it is passed on, or fails before or after it was written. */
export type Fate = 'written' | { readonly before: Error } | { readonly after: Error };

/** A log whose appends have the fates that a spec decides, each at the moment that the spec decides. */
export class UnsureStore implements EventStore {
  /** Fates of the next appends, in order; later ones are written. */
  readonly fates: (Fate | Promise<Fate>)[] = [];
  /** Everything that was sent, also what failed. */
  readonly sent: (readonly SealedEvent[])[] = [];
  reads = 0;

  constructor(private readonly inner: EventStore) {}

  async append(stream: StreamName, expected: number, events: readonly SealedEvent[]): Promise<readonly bigint[]> {
    this.sent.push(events);
    const fate = (await this.fates.shift()) ?? 'written';
    if (fate === 'written') return this.inner.append(stream, expected, events);
    if ('before' in fate) throw fate.before;
    await this.inner.append(stream, expected, events);
    throw fate.after;
  }

  /** Lets the next append wait until it is told its fate. */
  hold(): (fate: Fate) => void {
    const { promise, resolve } = Promise.withResolvers<Fate>();
    this.fates.push(promise);
    return resolve;
  }

  readStream(stream: StreamName, options?: ReadStreamOptions): Promise<StoredEvent[]> {
    this.reads += 1;
    return this.inner.readStream(stream, options);
  }

  readLast(stream: StreamName): Promise<StoredEvent | undefined> {
    return this.inner.readLast(stream);
  }

  readAll(after: bigint, options: ReadAllOptions): Promise<StoredEvent[]> {
    return this.inner.readAll(after, options);
  }

  head(): Promise<bigint> {
    return this.inner.head();
  }

  onAppended(listener: () => void): () => void {
    return this.inner.onAppended(listener);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
