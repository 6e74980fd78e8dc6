import { workflowEvents } from './domain/project-events.js';
import { notes } from './notes.js';
import { projectActivity } from './project-activity.js';
import { projectNames } from './project-names.js';
import { projects } from './projects.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const events = workflowEvents;
export const projections = [projects, projectActivity, projectNames, notes];
