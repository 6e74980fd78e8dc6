import type { Document, EventOf, ProjectedEvent, Projection } from '#event-sourcing';
import type { PersonRegistered } from './domain/person-events.js';

/** A person as the log has them: name and address are sealed and opened on reading. */
export interface PersonDocument extends Document {
  readonly name: string;
  readonly email: string;
}

type Registered = EventOf<typeof PersonRegistered>;

export const people: Projection<PersonDocument, ProjectedEvent<Registered['type'], Registered['data']>> = {
  name: 'people',
  version: 1,
  indexes: [],
  handles: ['PersonRegistered'],
  keys: ({ data }) => [data.personId],
  evolve: (_, { data }, id) => ({ _id: id, name: data.name, email: data.email }),
};
