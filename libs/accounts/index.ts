export * as accountDecisions from './domain/account-decisions.js';
export { AccountOpened, accountsEvents, type AccountEvent } from './domain/account-events.js';
export { account } from './domain/account.js';
export { accountsView, type AccountDocument } from './accounts-view.js';
export { AccountsModule } from './accounts.module.js';
