import { NO_PREVIOUS } from './chain.js';
import type { Decider } from './decider.js';
import type { EventCatalog } from './event-catalog.js';
import type { DomainEvent, EventMetadata, Json, SealedEvent } from './event.js';
import { NO_STREAM } from './event-store.js';

/** What a stream already did for one command. */
export interface DoneCommand {
  readonly print: string;
  readonly from: number;
  to: number;
}

/** A stream folded to its end: the decider's state, and what the kit itself must know. */
export interface Folded<State> {
  state: State;
  revision: number;
  /** Hash of the last event. */
  hash: string;
  /** Commands that the stream has answered, by id: this is what makes a repeated command harmless on every store. */
  readonly commands: Map<string, DoneCommand>;
}

/** What folds: a decider, over data as the catalog reads it. */
export interface FoldedBy<State> {
  readonly decider: Decider<State>;
  readonly catalog: EventCatalog;
}

/** What of an event's metadata a fold needs. */
export type FoldedMetadata = Pick<EventMetadata, 'commandId' | 'commandPrint' | 'actor'>;

export function emptyFold<State>(decider: Decider<State>): Folded<State> {
  return { state: decider.initial(), revision: NO_STREAM, hash: NO_PREVIOUS, commands: new Map() };
}

/** An event that is known without reading its texts. */
interface Known {
  readonly event: SealedEvent;
  readonly data: Json;
  readonly metadata: FoldedMetadata;
}

/** Folds one more event of a store; changes and returns the fold that it is given. */
export function foldOne<State>(by: FoldedBy<State>, folded: Folded<State>, event: SealedEvent): Folded<State> {
  const data = by.catalog.read(event.type, event.schemaVersion, event.data);
  return foldKnown(by.decider, folded, { event, data, metadata: JSON.parse(event.metadata) as EventMetadata });
}

/** Folds an event as {@link foldOne} does. */
export function foldKnown<State>(
  decider: Decider<State>,
  folded: Folded<State>,
  { event, data, metadata }: Known,
): Folded<State> {
  folded.state = decider.evolve(folded.state, domainEvent(event, data, metadata.actor));
  folded.revision = event.revision;
  folded.hash = event.hash;
  const done = folded.commands.get(metadata.commandId);
  if (done) done.to = event.revision;
  else {
    const { commandId, commandPrint: print } = metadata;
    folded.commands.set(commandId, { print, from: event.revision, to: event.revision });
  }
  return folded;
}

function domainEvent(event: SealedEvent, data: Json, actor: string): DomainEvent {
  return {
    id: event.id,
    type: event.type,
    stream: event.stream,
    revision: event.revision,
    at: event.at,
    data,
    account: event.account,
    visibility: event.visibility,
    actor,
  };
}
