import type { BusinessRole, ClientRole } from '#contracts';
import type { Action, Resource, Rights, Subject } from '#platform';

/** What of a subject a rule may narrow besides the account. */
type Narrowing = Partial<Pick<Subject, 'visibility' | 'side'>>;

/** One line of the permission matrix. */
export interface PermissionRule {
  readonly who: readonly (BusinessRole | ClientRole)[];
  readonly may: readonly Action[];
  readonly on: readonly Resource[];
  /** Whether it holds everywhere, or only in the accounts where the person has the role or is assigned. */
  readonly where: 'everywhere' | 'own-accounts';
  readonly only?: Narrowing;
}

const WORK_ACTIONS: readonly Action[] = ['read', 'complete', 'reopen', 'start', 'update-status', 'publish', 'annotate'];
const WORK: readonly Resource[] = ['project', 'task', 'note', 'entry'];

/** The permission matrix: who may do what. Nothing else is allowed. */
export const PERMISSIONS: readonly PermissionRule[] = [
  {
    who: ['admin'],
    may: [...WORK_ACTIONS, 'manage'],
    on: [...WORK, 'account', 'template', 'colleague', 'mail', 'report', 'view'],
    where: 'everywhere',
  },
  { who: ['staff'], may: WORK_ACTIONS, on: WORK, where: 'own-accounts' },
  { who: ['staff'], may: ['read'], on: ['account', 'report'], where: 'own-accounts' },
  { who: ['staff'], may: ['read'], on: ['template'], where: 'everywhere' },
  {
    who: ['owner', 'member', 'finance', 'viewer'],
    may: ['read'],
    on: WORK,
    where: 'own-accounts',
    only: { visibility: 'client' },
  },
  {
    who: ['owner', 'member'],
    may: ['complete', 'reopen'],
    on: ['task'],
    where: 'own-accounts',
    only: { side: 'client' },
  },
  { who: ['owner'], may: ['read'], on: ['account'], where: 'own-accounts' },
];

/** The accounts in which a rule holds for a person: `'all'`, or a list that may be empty. */
export function accountsOf(
  rule: PermissionRule,
  { businessRole, memberships, assigned }: Rights,
): 'all' | readonly string[] {
  const members = memberships.filter(({ role }) => rule.who.includes(role)).map(({ account }) => account);
  if (businessRole === null || !rule.who.includes(businessRole)) return members;
  return rule.where === 'everywhere' ? 'all' : [...members, ...assigned];
}

/** Whether a role of the person has the action on the resource at all, be it in no account yet. */
export function mayAnywhere({ businessRole, memberships }: Rights, action: Action, resource: Resource): boolean {
  const roles = new Set([businessRole, ...memberships.map(({ role }) => role)]);
  return PERMISSIONS.some(
    ({ who, may, on }) => may.includes(action) && on.includes(resource) && who.some((role) => roles.has(role)),
  );
}
