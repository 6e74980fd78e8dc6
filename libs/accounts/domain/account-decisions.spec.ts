import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, type NewEvent } from '#event-sourcing';
import {
  assignStaff,
  changeMemberRole,
  inviteMember,
  joinAsMember,
  open,
  removeMember,
  rename,
  unassignStaff,
} from './account-decisions.js';
import { account } from './account.js';

const DANA = '00000000-0000-5000-8000-000000000001';
const MAYA = '00000000-0000-5000-8000-000000000002';
const event = (type: string, data: object): NewEvent => ({ type, data, visibility: 'client' });
const opened = event('AccountOpened', { name: 'Acme Coffee Roasters' });
const invited = event('MemberInvited', { personId: DANA, role: 'member' });

describe('an account', () => {
  it('is opened once', () => {
    expect(given(account).when(open({ name: 'Acme Coffee Roasters' }))).toEqual([opened]);
    expect(given(account, opened).when(open({ name: 'Another' }))).toEqual([]);
  });

  it('is renamed by who saw its newest name', () => {
    const renamed = event('AccountRenamed', { name: 'Acme' });
    expect(given(account, opened).when(rename('Acme', 1))).toEqual([renamed]);
    expect(given(account, opened, renamed).when(rename('Acme', 1))).toEqual([]);
    expect(() => given(account, opened, renamed).when(rename('Acme Ltd', 1))).toThrow('meanwhile');
  });

  it('invites a person once', () => {
    expect(given(account, opened).when(inviteMember({ personId: DANA, role: 'member' }))).toEqual([invited]);
    expect(given(account, opened, invited).when(inviteMember({ personId: DANA, role: 'member' }))).toEqual([]);
    expect(() => given(account, opened, invited).when(inviteMember({ personId: DANA, role: 'owner' }))).toThrow(
      'role instead',
    );
  });

  it('notes the first arrival of an invited person only', () => {
    const joined = event('MemberJoined', { personId: DANA });
    expect(given(account, opened, invited).when(joinAsMember(DANA))).toEqual([joined]);
    expect(given(account, opened, invited, joined).when(joinAsMember(DANA))).toEqual([]);
    expect(given(account, opened).when(joinAsMember(DANA))).toEqual([]);
  });

  it('changes and takes away only what is there', () => {
    expect(given(account, opened, invited).when(changeMemberRole({ personId: DANA, role: 'owner' }))).toHaveLength(1);
    expect(given(account, opened, invited).when(removeMember(DANA))).toEqual([
      event('MemberRemoved', { personId: DANA }),
    ]);
    expect(() => given(account, opened).when(removeMember(DANA))).toThrow('Nobody');
    expect(given(account, opened).when(unassignStaff(MAYA))).toEqual([]);
  });

  it('knows nobody where no account was opened', () => {
    for (const decision of [
      rename('x', 1),
      inviteMember({ personId: DANA, role: 'owner' }),
      assignStaff(MAYA),
      removeMember(DANA),
    ]) {
      expect(() => given(account).when(decision)).toThrow('no such account');
    }
  });

  it('does nothing when the same command is decided again', () => {
    const person = fc.constantFrom(DANA, MAYA);
    const role = fc.constantFrom('owner' as const, 'member' as const, 'finance' as const, 'viewer' as const);
    const decision = fc.oneof(
      fc.record({ personId: person, role }).map(inviteMember),
      fc.record({ personId: person, role }).map(changeMemberRole),
      person.map(joinAsMember),
      person.map(assignStaff),
      person.map(unassignStaff),
    );
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 20 }), (decisions) => {
        let events: NewEvent[] = [opened];
        for (const decide of decisions) {
          try {
            events = [...events, ...given(account, ...events).when(decide)];
          } catch {
            continue;
          }
          expect(given(account, ...events).when(decide)).toEqual([]);
        }
      }),
    );
  });
});
