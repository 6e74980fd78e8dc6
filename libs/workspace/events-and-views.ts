import { workspaceEvents } from './domain/workspace-events.js';
import { workspaceView } from './workspace-view.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const events = workspaceEvents;
export const projections = [workspaceView];
