import type { DomainEvent, NewEvent } from './event.js';

/**
 * A consistency boundary: state folded from one stream's events.
 * `evolve` is total: it never throws, whatever order events come in; it may change the state that it is given.
 */
export interface Decider<State, Event extends DomainEvent = DomainEvent> {
  readonly initial: () => State;
  readonly evolve: (state: State, event: Event) => State;
}

/** A pure decision: the events that follow from a state, none when there is nothing to do. Throws {@link Refusal}. */
export type Decide<State, Event extends NewEvent = NewEvent> = (state: State) => readonly Event[];

/** Decides and does nothing: a command that must not be half done learns beforehand whether it will be refused. */
export function rehearsed<State>(decide: Decide<State>): Decide<State> {
  return (state) => {
    decide(state);
    return [];
  };
}

/** What HTTP answers to a refusal: 404, 409, 412, 422 or 403. */
export type RefusalKind = 'not-found' | 'conflict' | 'version' | 'invalid' | 'forbidden';

/** A command that is refused; the message is a sentence that its user can read. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    /** Stable, kebab-case. */
    readonly code: string,
    message: string,
    readonly kind: RefusalKind = 'conflict',
    /** What the sentence is about, for whoever says it in another language. */
    readonly params?: Readonly<Record<string, string | number | string[]>>,
  ) {
    super(message);
  }
}
