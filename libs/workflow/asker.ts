import type { Principal } from '#platform';
import type { Asker } from './domain/project-decisions.js';

/** A person as a decision about a project of the account must know them. */
export function askerOf({ principal, account }: { readonly principal: Principal; readonly account: string }): Asker {
  return {
    account,
    may: (action, { side, visibility }) => principal.can(action, { resource: 'task', account, side, visibility }),
  };
}
