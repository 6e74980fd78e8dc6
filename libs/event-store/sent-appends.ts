import type { SealedEvent, StreamName, Visibility } from '#event-sourcing';
import type { Append } from './append-batch.js';

/**
 * Appends on their way to another thread: one text, a value on each line. Objects take many times as long to send. No
 * value holds a line feed: names, ids, numbers and times have none, and JSON escapes it.
 */
export type SentAppends = string;

export function sentAppends(appends: readonly Append[]): SentAppends {
  const values: (string | number)[] = [];
  for (const { stream, expectedRevision, events } of appends) {
    values.push(stream, expectedRevision, events.length);
    for (const event of events) {
      values.push(event.revision, event.id, event.type, event.schemaVersion, event.at, event.account ?? '');
      values.push(event.visibility, event.data, event.metadata, event.hash);
    }
  }
  return values.join('\n');
}

export function receivedAppends(sent: SentAppends): Append[] {
  const appends: Append[] = [];
  const values = sent.split('\n');
  let at = 0;
  const next = <Text extends string>(): Text => values[at++] as Text;
  while (at < values.length) {
    const stream = next<StreamName>();
    const expectedRevision = Number(next());
    const count = Number(next());
    appends.push({
      stream,
      expectedRevision,
      events: Array.from({ length: count }, () => receivedEvent(stream, next)),
    });
  }
  return appends;
}

/** Members are read in the order in which they stand. */
function receivedEvent(stream: StreamName, next: <Text extends string>() => Text): SealedEvent {
  return {
    stream,
    revision: Number(next()),
    id: next(),
    type: next(),
    schemaVersion: Number(next()),
    at: next(),
    account: next() || undefined,
    visibility: next<Visibility>(),
    data: next(),
    metadata: next(),
    hash: next(),
  };
}
