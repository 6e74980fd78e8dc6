import type { SealedEvent, StoredEvent, StreamName } from './event.js';

/** A stream's revision before its first event. */
export const NO_STREAM = -1;

export interface ReadAllOptions {
  /** Only streams of these categories (`project`, `account` …); all when absent. */
  readonly categories?: readonly string[];
  readonly limit: number;
}

export interface ReadStreamOptions {
  /** First revision wanted; 0 when absent. */
  readonly from?: number;
  readonly limit?: number;
}

/**
 * The log: streams of events in one total order. Every adapter passes `event-store.behaviour.ts`.
 */
export interface EventStore {
  /**
   * Appends all events or none, durably, and resolves with their positions in order.
   * Sending the very same events (same hashes) again resolves with the positions that they already have.
   *
   * @param expectedRevision the stream's last revision, or {@link NO_STREAM}; always a number
   * @throws WrongExpectedRevision when the stream is elsewhere, or the events follow another one; nothing was written
   * @throws StoreUnavailable when it cannot take anything now; nothing was written
   * @throws AppendOutcomeUnknown when it cannot be told whether they were written; send the very same events again
   */
  append(stream: StreamName, expectedRevision: number, events: readonly SealedEvent[]): Promise<readonly bigint[]>;
  /** The stream's events in order; empty for a stream that does not exist. */
  readStream(stream: StreamName, options?: ReadStreamOptions): Promise<StoredEvent[]>;
  /** The stream's last event, if there is one. */
  readLast(stream: StreamName): Promise<StoredEvent | undefined>;
  /** Events after a position (exclusive; 0n reads from the beginning) in the order of the log. */
  readAll(after: bigint, options: ReadAllOptions): Promise<StoredEvent[]>;
  /** Position of the log's last event; 0n when it is empty. */
  head(): Promise<bigint>;
  /** Calls back after events were committed, by this process or another. Returns how to stop. */
  onAppended(listener: () => void): () => void;
  close(): Promise<void>;
}

export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: StreamName,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(
      actual === expected
        ? `The events do not follow revision ${String(actual)} of ${stream}.`
        : `${stream} is at revision ${String(actual)}, not ${String(expected)}.`,
    );
  }
}

export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
}

/** The store cannot take anything now; nothing was written. Trying again later is safe. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
