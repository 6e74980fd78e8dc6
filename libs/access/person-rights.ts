import type { BusinessRole, ClientRole } from '#contracts';
import type { Document, Projection, ProjectedEvent } from '#event-sourcing';
import type { RIGHTS_VIEW, Rights } from '#platform';

/** Where a person belongs. Invitations wait in it: they give no rights until the person has joined. */
export interface PersonRights extends Document {
  readonly colleague: { readonly role: BusinessRole; readonly joined: boolean } | null;
  readonly memberships: Readonly<Record<string, { readonly role: ClientRole; readonly joined: boolean }>>;
  /** Accounts that the person is assigned to as a member of staff. */
  readonly assigned: readonly string[];
}

interface Data {
  readonly personId: string;
  readonly role?: BusinessRole | ClientRole;
}

export type RightsEvent = ProjectedEvent<(typeof HANDLED)[number], Data>;

const HANDLED = [
  'ColleagueInvited',
  'ColleagueJoined',
  'ColleagueRoleChanged',
  'ColleagueRemoved',
  'MemberInvited',
  'MemberJoined',
  'MemberRoleChanged',
  'MemberRemoved',
  'StaffAssigned',
  'StaffUnassigned',
] as const;

const NONE = { colleague: null, memberships: {}, assigned: [] };

/** Rights of each person, by person id, folded from who joined what in which role. */
export const personRights: Projection<PersonRights, RightsEvent> = {
  name: 'person-rights' satisfies typeof RIGHTS_VIEW,
  version: 1,
  indexes: [],
  handles: HANDLED,
  keys: ({ data }) => [data.personId],
  evolve: (draft, event, id) => {
    const rights = draft ?? { _id: id, ...NONE };
    return { ...rights, ...change(rights, event) };
  },
};

function change(rights: PersonRights, event: RightsEvent): Partial<PersonRights> {
  if (event.type.startsWith('Colleague')) return colleague(rights, event);
  // An account's events always name it; whatever does not gives no rights.
  if (event.account === undefined) return {};
  return event.type.startsWith('Staff')
    ? assignment(rights, event, event.account)
    : membership(rights, event, event.account);
}

function colleague({ colleague: before }: PersonRights, { type, data }: RightsEvent): Partial<PersonRights> {
  if (type === 'ColleagueRemoved') return { colleague: null, assigned: [] };
  const role = (data.role ?? before?.role) as BusinessRole | undefined;
  return role === undefined
    ? {}
    : { colleague: { role, joined: type === 'ColleagueJoined' || (before?.joined ?? false) } };
}

function assignment({ assigned }: PersonRights, { type }: RightsEvent, account: string): Partial<PersonRights> {
  const others = assigned.filter((one) => one !== account);
  return { assigned: type === 'StaffAssigned' ? [...others, account] : others };
}

function membership(
  { memberships }: PersonRights,
  { type, data }: RightsEvent,
  account: string,
): Partial<PersonRights> {
  const { [account]: before = { role: undefined, joined: false }, ...others } = memberships;
  const role = (data.role ?? before.role) as ClientRole | undefined;
  if (type === 'MemberRemoved' || role === undefined) return { memberships: others };
  // Whoever was removed and is invited again has to come again.
  const joined = type === 'MemberJoined' || (type === 'MemberRoleChanged' && before.joined);
  return { memberships: { ...others, [account]: { role, joined } } };
}

/** What a person who has joined may be asked about; nobody who has not. */
export function rightsOf(document: PersonRights | undefined): Rights {
  const { colleague: business, memberships, assigned } = document ?? NONE;
  const businessRole = business?.joined ? business.role : null;
  return {
    businessRole,
    memberships: Object.entries(memberships).flatMap(([account, { role, joined }]) =>
      joined ? [{ account, role }] : [],
    ),
    assigned: businessRole === 'staff' ? assigned : [],
  };
}
