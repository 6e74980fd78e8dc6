import { reports } from './reports.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const projections = [reports];
