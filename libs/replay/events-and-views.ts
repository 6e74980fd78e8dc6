import { replayEvents } from './domain/view-events.js';
import { replays } from './replays.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const events = replayEvents;
export const projections = [replays];
