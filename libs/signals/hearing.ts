import type { Change, Hearing } from './signals.js';

/**
 * Whether a change may be heard of. Internal changes reach the business only. A change of an account reaches those who
 * belong to it or are assigned to it, one of people those people; admins hear of all; what concerns neither an account
 * nor a person (the workspace) reaches everybody who is signed in.
 */
export function mayHear(hearing: Hearing, { account, people = [], visibility }: Change): boolean {
  if (visibility === 'internal' && !hearing.internal) return false;
  if (hearing.isAdmin || people.includes(hearing.person)) return true;
  if (account !== undefined) return hearing.accounts.has(account);
  return people.length === 0;
}
