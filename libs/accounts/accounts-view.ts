import type { ClientRole } from '#contracts';
import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import { foldedName } from '#read-models';
import type { AccountEvent } from './domain/account-events.js';

export interface MemberDocument {
  readonly personId: string;
  readonly role: ClientRole;
  readonly joined: boolean;
  readonly invitedAt: string;
  /** Id of the event. */
  readonly invitation: string;
  readonly invitedBy: string;
}

/** An account with everybody around it. */
export interface AccountDocument extends Document {
  readonly account: string;
  readonly name: string;
  /** What lists sort by. */
  readonly nameKey: string;
  readonly openedAt: string;
  readonly version: number;
  readonly members: readonly MemberDocument[];
  readonly memberIds: readonly string[];
  /** Whether somebody who was invited has not come yet. */
  readonly isAwaiting: boolean;
  /** Assigned staff in order of assignment. */
  readonly staff: readonly string[];
}

type Projected = AccountEvent extends infer Event
  ? Event extends { type: infer T extends string; data: infer D }
    ? ProjectedEvent<T, D>
    : never
  : never;

export const accountsView: Projection<AccountDocument, Projected> = {
  name: 'accounts',
  version: 1,
  indexes: [['nameKey'], ['account', 'nameKey'], ['memberIds'], ['staff'], ['isAwaiting']],
  handles: [
    'AccountOpened',
    'AccountRenamed',
    'MemberInvited',
    'MemberJoined',
    'MemberRoleChanged',
    'MemberRemoved',
    'StaffAssigned',
    'StaffUnassigned',
  ],
  keys: ({ account }) => (account === undefined ? [] : [account]),
  evolve: (draft, event, id) => {
    const document = draft ?? empty(id, event.at);
    return { ...document, ...change(document, event) };
  },
};

function empty(id: string, openedAt: string): AccountDocument {
  return {
    _id: id,
    account: id,
    name: '',
    nameKey: '',
    openedAt,
    version: 0,
    members: [],
    memberIds: [],
    isAwaiting: false,
    staff: [],
  };
}

function change(document: AccountDocument, event: Projected): Partial<AccountDocument> {
  if ('name' in event.data)
    return { name: event.data.name, nameKey: foldedName(event.data.name), version: document.version + 1 };
  const { personId } = event.data;
  if (event.type === 'StaffAssigned') return { staff: [...document.staff.filter((id) => id !== personId), personId] };
  if (event.type === 'StaffUnassigned') return { staff: document.staff.filter((id) => id !== personId) };
  const members = membersAfter(document.members, event as Extract<Projected, { type: `Member${string}` }>);
  return {
    members,
    memberIds: members.map(({ personId }) => personId),
    isAwaiting: members.some(({ joined }) => !joined),
  };
}

function membersAfter(
  before: readonly MemberDocument[],
  event: Extract<Projected, { type: `Member${string}` }>,
): readonly MemberDocument[] {
  const { personId } = event.data;
  const others = before.filter((member) => member.personId !== personId);
  if (event.type === 'MemberRemoved') return others;
  if (event.type === 'MemberInvited') {
    const { id: invitation, at: invitedAt, actor: invitedBy } = event;
    return [...others, { personId, role: event.data.role, joined: false, invitedAt, invitation, invitedBy }];
  }
  const changed = event.type === 'MemberJoined' ? { joined: true } : { role: event.data.role };
  return before.map((member) => (member.personId === personId ? { ...member, ...changed } : member));
}
