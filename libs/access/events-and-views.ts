import { personRights } from './person-rights.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const projections = [personRights];
