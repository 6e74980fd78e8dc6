import type { Decide, Decider } from './decider.js';
import type { DomainEvent, NewEvent, StreamName } from './event.js';

/**
 * Given these events, when this is decided: the events that follow. A refusal is thrown as it is.
 *
 * @example expect(given(project, started, opened).when(completeTask(input))).toEqual([{ type: 'TaskCompleted', … }])
 */
export function given<State, Event extends DomainEvent>(
  decider: Decider<State, Event>,
  ...events: readonly NewEvent[]
) {
  const state = events.reduce(
    (folded, event, revision) => decider.evolve(folded, placed(event, revision) as Event),
    decider.initial(),
  );
  return {
    state,
    when: <New extends NewEvent>(decide: Decide<State, New>): readonly New[] => decide(state),
  };
}

function placed(event: NewEvent, revision: number): DomainEvent {
  return {
    ...event,
    id: `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`,
    stream: 'given-00000000-0000-5000-8000-000000000000' satisfies StreamName,
    revision,
    at: '2026-01-01T00:00:00.000Z',
    account: undefined,
    actor: 'somebody',
  };
}
