import { accountNames } from './account-names.js';
import { accountsView } from './accounts-view.js';
import { accountsEvents } from './domain/account-events.js';

/* What whoever runs no host needs of the context: threads that build views, commands of the shell. */
export const events = accountsEvents;
export const projections = [accountsView, accountNames];
