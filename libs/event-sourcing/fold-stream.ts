import type { Decider } from './decider.js';
import type { DomainEvent, StreamName } from './event.js';
import { emptyFold, foldOne } from './folded.js';
import type { Transactions } from './transact.js';

/** The state that a stream's committed events make, for who only looks. */
export async function foldStream<State, Event extends DomainEvent>(
  on: Transactions,
  stream: StreamName,
  decider: Decider<State, Event>,
): Promise<State> {
  const by = { decider: decider as unknown as Decider<State>, catalog: on.catalog };
  const events = await on.store.readStream(stream);
  return events.reduce((folded, event) => foldOne(by, folded, event), emptyFold(by.decider)).state;
}
