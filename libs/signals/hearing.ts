import type { Change, Hearing } from './signals.js';

/**
 * Whether a change may be heard of. Internal changes reach the business only. A change of an account reaches those who
 * belong to it or are assigned to it, one of people those people; admins hear of all; what concerns neither an account
 * nor a person (the workspace) reaches everybody who is signed in, unless only admins may hear of it.
 */
export function mayHear(hearing: Hearing, change: Change): boolean {
  if (isKeptFrom(hearing, change)) return false;
  const { account, people = [] } = change;
  if (hearing.isAdmin || people.includes(hearing.person)) return true;
  if (account !== undefined) return hearing.accounts.has(account);
  return people.length === 0;
}

function isKeptFrom({ internal, isAdmin }: Hearing, { visibility, onlyAdmins = false }: Change): boolean {
  return (visibility === 'internal' && !internal) || (onlyAdmins && !isAdmin);
}
