import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import type { Action, Resource, Rights, Subject } from '#platform';
import { EVERYTHING, NOTHING, checkCondition, matches, type Condition } from '#read-models';
import { PERMISSIONS, accountsOf, type PermissionRule } from './permission-rules.js';

export type PersonAbility = MongoAbility<[Action, Resource | Subject]>;

type Rule = RawRuleOf<PersonAbility>;

/** Compiles the permission matrix for one person. CASL is asked about instances only, never about types. */
export function abilityOf(rights: Rights, permissions = PERMISSIONS): PersonAbility {
  const rules = permissions.flatMap((permission) => ruleFor(permission, rights) ?? []);
  return createMongoAbility<PersonAbility>(rules, {
    // The conditions that narrow queries are the ones that CASL decides by: the two cannot drift apart.
    conditionsMatcher: (conditions) => (subject) => matches(conditions as Condition, subject),
    detectSubjectType: (subject) => (typeof subject === 'string' ? subject : subject.resource),
  });
}

function ruleFor(permission: PermissionRule, rights: Rights): Rule | undefined {
  const accounts = accountsOf(permission, rights);
  if (accounts.length === 0) return undefined;
  const conditions = { ...(accounts !== 'all' && { account: { $in: accounts } }), ...permission.only };
  const rule = { action: [...permission.may], subject: [...permission.on] };
  // CASL takes a rule without conditions as one that always holds; it must have been meant so.
  if (Object.keys(conditions).length === 0) return rule;
  // CASL would let an undefined value or an operator that nobody checked pass.
  checkCondition(conditions, (field) => DECLARED.has(field));
  return { ...rule, conditions };
}

/** Fields of subjects that rules may name. */
const DECLARED = new Set(['account', 'visibility', 'side']);

/**
 * Compiles the matrix once for each role, so that a rule that cannot be kept stops the portal at its start.
 *
 * @throws TypeError
 */
export function checkPermissions(permissions = PERMISSIONS): void {
  const somewhere = 'account';
  for (const role of permissions.flatMap(({ who }) => who)) {
    const isBusiness = role === 'staff' || role === 'admin';
    abilityOf(
      {
        businessRole: isBusiness ? role : null,
        memberships: isBusiness ? [] : [{ account: somewhere, role }],
        assigned: [somewhere],
      },
      permissions,
    );
  }
}

/** The documents on which an action is allowed, as a condition for queries. */
export function scopeOf(ability: PersonAbility, action: Action, resource: Resource): Condition {
  const rules = ability.rulesFor(action, resource);
  if (rules.length === 0) return NOTHING;
  if (rules.some(({ conditions }) => conditions === undefined)) return EVERYTHING;
  const [first, ...others] = rules.map(({ conditions }) => conditions as Condition);
  return others.length === 0 && first ? first : { $or: rules.map(({ conditions }) => conditions as Condition) };
}

/**
 * Whether the action may be allowed on something in the account, as far as that can be told before the thing itself is
 * known. Handlers ask again about the thing.
 */
export function mayIn(ability: PersonAbility, action: Action, resource: Resource, account: string): boolean {
  return ability.rulesFor(action, resource).some(({ conditions }) => {
    const accounts = (conditions as { account?: { $in: readonly string[] } } | undefined)?.account;
    return accounts === undefined || accounts.$in.includes(account);
  });
}
