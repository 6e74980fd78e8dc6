import type { Decide, Decider } from '#event-sourcing';
import type { NewPersonEvent, PersonEvent } from './person-events.js';

/** Whether somebody is known. */
export interface Person {
  registered: boolean;
}

export const person: Decider<Person, PersonEvent> = {
  initial: () => ({ registered: false }),
  evolve: (state) => {
    state.registered = true;
    return state;
  },
};

/** Makes a person known, once. */
export function register(data: { personId: string; name: string; email: string }): Decide<Person, NewPersonEvent> {
  return ({ registered }) => (registered ? [] : [{ type: 'PersonRegistered', data, visibility: 'internal' }]);
}
