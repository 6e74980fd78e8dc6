import { NO_PREVIOUS } from './chain.js';
import type { Decider } from './decider.js';
import type { EventCatalog } from './event-catalog.js';
import type { DomainEvent, EventMetadata, SealedEvent } from './event.js';
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

/**
 * Folds one more event; changes and returns the fold that it is given.
 *
 * @param metadata the event's, where it is known without parsing
 */
export function foldOne<State>(
  { decider, catalog }: FoldedBy<State>,
  folded: Folded<State>,
  event: SealedEvent,
  metadata: FoldedMetadata = JSON.parse(event.metadata) as EventMetadata,
): Folded<State> {
  folded.state = decider.evolve(folded.state, domainEvent(catalog, event, metadata));
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

function domainEvent(catalog: EventCatalog, event: SealedEvent, { actor }: FoldedMetadata): DomainEvent {
  return {
    id: event.id,
    type: event.type,
    stream: event.stream,
    revision: event.revision,
    at: event.at,
    data: catalog.read(event.type, event.schemaVersion, event.data),
    account: event.account,
    visibility: event.visibility,
    actor,
  };
}
