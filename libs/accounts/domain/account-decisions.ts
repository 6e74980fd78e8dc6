import type { ClientRole } from '#contracts';
import { Refusal, type Decide } from '#event-sourcing';
import type { NewAccountEvent } from './account-events.js';
import type { Account, Member } from './account.js';

type Decision = Decide<Account, NewAccountEvent>;
interface PersonInRole {
  readonly personId: string;
  readonly role: ClientRole;
}

function visible<const Type extends NewAccountEvent['type'], Data>(type: Type, data: Data) {
  return { type, data, visibility: 'client' as const };
}

/** Opens it; an account that is there already stays as it is. */
export function open(opened: { readonly name: string; readonly source?: string }): Decision {
  return ({ name }) => (name === undefined ? [visible('AccountOpened', opened)] : []);
}

/** @param version the version of the name that its editor saw */
export function rename(name: string, version: number): Decision {
  return (state) => {
    existing(state);
    if (state.name === name) return [];
    if (state.version !== version) {
      throw new Refusal(
        'changed-meanwhile',
        'Somebody changed this name meanwhile. Look at it again, then save.',
        'version',
      );
    }
    return [visible('AccountRenamed', { name })];
  };
}

export function inviteMember({ personId, role }: PersonInRole): Decision {
  return (state) => {
    const member = existing(state).members.get(personId);
    if (!member) return [visible('MemberInvited', { personId, role })];
    if (member.role === role) return [];
    throw new Refusal('already-invited', 'This person belongs to the account already. Change their role instead.');
  };
}

/** Says that an invited person is here; whoever was not invited, or came before, changes nothing. */
export function joinAsMember(personId: string): Decision {
  return ({ members }) => (members.get(personId)?.joined === false ? [visible('MemberJoined', { personId })] : []);
}

export function changeMemberRole({ personId, role }: PersonInRole): Decision {
  return (state) => (memberOf(state, personId).role === role ? [] : [visible('MemberRoleChanged', { personId, role })]);
}

export function removeMember(personId: string): Decision {
  return (state) => {
    memberOf(state, personId);
    return [visible('MemberRemoved', { personId })];
  };
}

export function assignStaff(personId: string): Decision {
  return (state) => (existing(state).staff.has(personId) ? [] : [visible('StaffAssigned', { personId })]);
}

export function unassignStaff(personId: string): Decision {
  return (state) => (existing(state).staff.has(personId) ? [visible('StaffUnassigned', { personId })] : []);
}

function existing(state: Account): Account {
  if (state.name === undefined) throw new Refusal('not-found', 'There is no such account.', 'not-found');
  return state;
}

function memberOf(state: Account, personId: string): Member {
  const member = existing(state).members.get(personId);
  if (!member) throw new Refusal('not-found', 'Nobody with this id belongs to the account.', 'not-found');
  return member;
}
