import type { ClientRole } from '#contracts';
import type { Decider } from '#event-sourcing';
import type { AccountEvent } from './account-events.js';

export interface Member {
  readonly role: ClientRole;
  readonly joined: boolean;
}

/** A client's account: who belongs to it, and who of the business works for it. */
export interface Account {
  /** Undefined for an account that nobody opened. */
  name: string | undefined;
  /** Grows with each change of the name; what an edit of it must have seen. */
  version: number;
  readonly members: Map<string, Member>;
  readonly staff: Set<string>;
}

type Handlers = {
  readonly [Type in AccountEvent['type']]: (
    state: Account,
    data: Extract<AccountEvent, { type: Type }>['data'],
  ) => void;
};

const HANDLERS: Handlers = {
  AccountOpened: rename,
  AccountRenamed: rename,
  MemberInvited: ({ members }, { personId, role }) => void members.set(personId, { role, joined: false }),
  MemberJoined: ({ members }, { personId }) => {
    const member = members.get(personId);
    if (member) members.set(personId, { ...member, joined: true });
  },
  MemberRoleChanged: ({ members }, { personId, role }) => {
    members.set(personId, { role, joined: members.get(personId)?.joined ?? false });
  },
  MemberRemoved: ({ members }, { personId }) => void members.delete(personId),
  StaffAssigned: ({ staff }, { personId }) => void staff.add(personId),
  StaffUnassigned: ({ staff }, { personId }) => void staff.delete(personId),
};

export const account: Decider<Account, AccountEvent> = {
  initial: () => ({ name: undefined, version: 0, members: new Map(), staff: new Set() }),
  evolve: (state, event) => {
    (HANDLERS[event.type] as (state: Account, data: AccountEvent['data']) => void)(state, event.data);
    return state;
  },
};

function rename(state: Account, { name }: { readonly name: string }): void {
  state.name = name;
  state.version += 1;
}
