import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PersonRights, RightsEvent } from './person-rights.js';
import { personRights, rightsOf } from './person-rights.js';

const event = (type: RightsEvent['type'], account: string | undefined, role?: string) =>
  ({ type, account, data: { personId: 'dana', ...(role !== undefined && { role }) } }) as unknown as RightsEvent;

function after(...events: RightsEvent[]) {
  return rightsOf(
    events.reduce<PersonRights | undefined>((draft, one) => personRights.evolve(draft, one, 'dana'), undefined),
  );
}

const NOTHING = { businessRole: null, memberships: [], assigned: [] };

describe('rights', () => {
  it('begin when a person joins, in the role that they have by then', () => {
    const invited = [event('MemberInvited', 'acme', 'viewer'), event('MemberRoleChanged', 'acme', 'owner')];
    expect(after(...invited)).toEqual(NOTHING);
    expect(after(...invited, event('MemberJoined', 'acme'))).toEqual({
      ...NOTHING,
      memberships: [{ account: 'acme', role: 'owner' }],
    });
  });

  it('end with removal, and a new invitation gives none of them back', () => {
    const removed = [
      event('MemberInvited', 'acme', 'owner'),
      event('MemberJoined', 'acme'),
      event('MemberRemoved', 'acme'),
    ];
    expect(after(...removed)).toEqual(NOTHING);
    expect(after(...removed, event('MemberInvited', 'acme', 'owner'))).toEqual(NOTHING);
  });

  it('are kept apart by account', () => {
    const rights = after(
      event('MemberInvited', 'acme', 'owner'),
      event('MemberJoined', 'acme'),
      event('MemberInvited', 'brightwater', 'viewer'),
      event('MemberJoined', 'brightwater'),
      event('MemberRemoved', 'acme'),
    );
    expect(rights.memberships).toEqual([{ account: 'brightwater', role: 'viewer' }]);
  });

  it('of staff come with assignments, which mean nothing to others', () => {
    const assigned = event('StaffAssigned', 'acme');
    const staff = [event('ColleagueInvited', undefined, 'staff'), event('ColleagueJoined', undefined)];
    expect(after(assigned)).toEqual(NOTHING);
    expect(after(...staff, assigned, assigned)).toEqual({ ...NOTHING, businessRole: 'staff', assigned: ['acme'] });
    expect(after(...staff, assigned, event('StaffUnassigned', 'acme'))).toEqual({ ...NOTHING, businessRole: 'staff' });
    expect(after(...staff, assigned, event('ColleagueRoleChanged', undefined, 'admin'))).toEqual({
      ...NOTHING,
      businessRole: 'admin',
    });
  });

  it('of a removed colleague are gone, and do not come back with a new invitation', () => {
    const removed = [
      event('ColleagueInvited', undefined, 'staff'),
      event('ColleagueJoined', undefined),
      event('StaffAssigned', 'acme'),
      event('ColleagueRemoved', undefined),
    ];
    expect(after(...removed)).toEqual(NOTHING);
    expect(
      after(...removed, event('ColleagueInvited', undefined, 'staff'), event('ColleagueJoined', undefined)),
    ).toEqual({ ...NOTHING, businessRole: 'staff' });
  });

  it('fold from whatever order of events without an error', () => {
    const anyEvent = fc
      .tuple(
        fc.constantFrom(...personRights.handles),
        fc.constantFrom('acme', 'brightwater', undefined),
        fc.constantFrom('owner', 'staff', undefined),
      )
      .map(([type, account, role]) => event(type, account, role));
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(() => after(...events)).not.toThrow();
      }),
    );
  });
});
