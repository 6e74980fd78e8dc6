import { identityEvents } from './domain/person-events.js';
import { people } from './people-view.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const events = identityEvents;
export const projections = [people];
