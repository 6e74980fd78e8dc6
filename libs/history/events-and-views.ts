import { timeline } from './timeline.js';
import { toldProjects } from './told-projects.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const projections = [timeline, toldProjects];
