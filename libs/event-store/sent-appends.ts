import type { SealedEvent, StreamName, Visibility } from '#event-sourcing';
import type { Append } from './append-batch.js';

type Value = string | number | undefined;

/** Appends on their way to another thread, one value after the other: objects take several times as long to send. */
export type SentAppends = readonly Value[];

export function sentAppends(appends: readonly Append[]): SentAppends {
  const values: Value[] = [];
  for (const { stream, expectedRevision, events } of appends) {
    values.push(stream, expectedRevision, events.length);
    for (const event of events) {
      values.push(event.revision, event.id, event.type, event.schemaVersion, event.at, event.account);
      values.push(event.visibility, event.data, event.metadata, event.hash);
    }
  }
  return values;
}

export function receivedAppends(sent: SentAppends): Append[] {
  const appends: Append[] = [];
  const values = sent.values();
  const next = <Type>(): Type => values.next().value as Type;
  for (let stream = next<StreamName | undefined>(); stream !== undefined; stream = next()) {
    const expectedRevision = next<number>();
    const count = next<number>();
    appends.push({
      stream,
      expectedRevision,
      events: Array.from({ length: count }, () => receivedEvent(stream, next)),
    });
  }
  return appends;
}

/** Members are read in the order in which they stand. */
function receivedEvent(stream: StreamName, next: <Type>() => Type): SealedEvent {
  return {
    stream,
    revision: next<number>(),
    id: next<string>(),
    type: next<string>(),
    schemaVersion: next<number>(),
    at: next<string>(),
    account: next<string | undefined>(),
    visibility: next<Visibility>(),
    data: next<string>(),
    metadata: next<string>(),
    hash: next<string>(),
  };
}
