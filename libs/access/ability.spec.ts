import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Action, Resource, Rights, Subject } from '#platform';
import { matches } from '#read-models';
import { checkPermissions } from './ability.js';
import { PERMISSIONS, type PermissionRule } from './permission-rules.js';
import { PersonPrincipal } from './principals.js';

const ACCOUNTS = ['a', 'b', 'c'];
const RESOURCES: Resource[] = ['account', 'project', 'task', 'note', 'entry', 'colleague', 'mail', 'template'];
const ACTIONS: Action[] = ['read', 'complete', 'reopen', 'start', 'update-status', 'publish', 'annotate', 'manage'];

const anyRights: fc.Arbitrary<Rights> = fc.record({
  businessRole: fc.constantFrom(null, 'staff', 'admin'),
  memberships: fc.uniqueArray(
    fc.record({ account: fc.constantFrom(...ACCOUNTS), role: fc.constantFrom('owner', 'member', 'finance', 'viewer') }),
    { selector: ({ account }) => account },
  ),
  assigned: fc.uniqueArray(fc.constantFrom(...ACCOUNTS)),
});

const anySubject: fc.Arbitrary<Subject> = fc.record(
  {
    resource: fc.constantFrom(...RESOURCES),
    account: fc.constantFrom(...ACCOUNTS),
    visibility: fc.constantFrom('client', 'internal'),
    side: fc.constantFrom('client', 'business'),
  },
  { requiredKeys: ['resource'] },
);

const principal = (rights: Partial<Rights>) =>
  new PersonPrincipal('person', 'session', { businessRole: null, memberships: [], assigned: [], ...rights });

describe('what a person may do', () => {
  it('narrows queries to exactly what is allowed on each thing', () => {
    fc.assert(
      fc.property(anyRights, anySubject, fc.constantFrom(...ACTIONS), (rights, subject, action) => {
        const person = principal(rights);
        expect(matches(person.scope(action, subject.resource), subject)).toBe(person.can(action, subject));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is never more in an account than the guard lets through', () => {
    fc.assert(
      fc.property(anyRights, anySubject, fc.constantFrom(...ACTIONS), (rights, subject, action) => {
        const person = principal(rights);
        if (subject.account === undefined || !person.can(action, subject)) return;
        expect(person.mayIn(action, subject.resource, subject.account)).toBe(true);
        expect(person.may(action, subject.resource)).toBe(true);
      }),
    );
  });

  it('is nothing for people who belong nowhere', () => {
    fc.assert(
      fc.property(anySubject, fc.constantFrom(...ACTIONS), (subject, action) => {
        expect(principal({}).can(action, subject)).toBe(false);
      }),
    );
  });

  it('is nothing on what belongs to no account, except for admins', () => {
    const rights: Partial<Rights> = {
      memberships: [{ account: 'a', role: 'owner' }],
      businessRole: 'staff',
      assigned: ['b'],
    };
    expect(principal(rights).can('read', { resource: 'project', visibility: 'client' })).toBe(false);
    expect(principal({ businessRole: 'admin' }).can('read', { resource: 'mail' })).toBe(true);
  });

  it.each([
    ['owner', 'complete', { resource: 'task', side: 'client' }, true],
    ['member', 'complete', { resource: 'task', side: 'client' }, true],
    ['member', 'reopen', { resource: 'task', side: 'client' }, true],
    ['member', 'complete', { resource: 'task', side: 'business' }, false],
    ['finance', 'complete', { resource: 'task', side: 'client' }, false],
    ['viewer', 'complete', { resource: 'task', side: 'client' }, false],
    ['viewer', 'read', { resource: 'entry', visibility: 'client' }, true],
    ['finance', 'read', { resource: 'project', visibility: 'client' }, true],
    ['owner', 'read', { resource: 'note', visibility: 'internal' }, false],
    ['owner', 'read', { resource: 'account' }, true],
    ['member', 'read', { resource: 'account' }, false],
    ['owner', 'manage', { resource: 'account' }, false],
    ['owner', 'publish', { resource: 'note' }, false],
  ] as const)('%s: %s on %j is %s', (role, action, subject, allowed) => {
    const person = principal({ memberships: [{ account: 'a', role }] });
    expect(person.can(action, { ...subject, account: 'a' })).toBe(allowed);
    expect(person.can(action, { ...subject, account: 'b' })).toBe(false);
  });

  it('lets staff do all work in the accounts that they are assigned to, and nothing in others', () => {
    const staff = principal({ businessRole: 'staff', assigned: ['a'] });
    for (const action of ['read', 'complete', 'start', 'update-status', 'publish', 'annotate'] as const) {
      expect(staff.can(action, { resource: 'note', account: 'a', visibility: 'internal' })).toBe(true);
      expect(staff.can(action, { resource: 'note', account: 'b', visibility: 'client' })).toBe(false);
    }
    expect(staff.can('manage', { resource: 'account', account: 'a' })).toBe(false);
  });

  it.each([
    ['an undefined condition', { visibility: undefined }],
    ['an operator that nobody checked', { visibility: { $ne: 'internal' } }],
    ['a field that is not declared', { owner: 'dana' }],
  ])('is not decided by %s: the portal does not start', (_, only) => {
    const [first, ...others] = PERMISSIONS;
    const broken = { ...first, only } as unknown as PermissionRule;
    expect(() => {
      checkPermissions([broken, ...others]);
    }).toThrow(TypeError);
    expect(() => {
      checkPermissions();
    }).not.toThrow();
  });
});
