import type { BusinessRole } from '#contracts';
import { Refusal, type Decide } from '#event-sourcing';
import type { NewWorkspaceEvent } from './workspace-events.js';
import type { Colleague, Workspace } from './workspace.js';

type Decision = Decide<Workspace, NewWorkspaceEvent>;
interface PersonInRole {
  readonly personId: string;
  readonly role: BusinessRole;
}

function internal<const Type extends NewWorkspaceEvent['type'], Data>(type: Type, data: Data) {
  return { type, data, visibility: 'internal' as const };
}

/** Names the business and makes its first admin, once for ever. */
export function setUp(business: string, adminId: string): Decision {
  return (state) => {
    if (state.business !== undefined)
      throw new Refusal('already-set-up', 'This portal is set up already. Sign in instead.');
    return [
      internal('WorkspaceSetUp', { business }),
      internal('ColleagueInvited', { personId: adminId, role: 'admin' as const }),
      internal('ColleagueJoined', { personId: adminId }),
    ];
  };
}

export function inviteColleague({ personId, role }: PersonInRole): Decision {
  return ({ colleagues }) => {
    const colleague = colleagues.get(personId);
    if (!colleague) return [internal('ColleagueInvited', { personId, role })];
    if (colleague.role === role) return [];
    throw new Refusal('already-invited', 'This person is with the business already. Change their role instead.');
  };
}

/** Says that an invited colleague is here; whoever was not invited, or came before, changes nothing. */
export function joinAsColleague(personId: string): Decision {
  return ({ colleagues }) =>
    colleagues.get(personId)?.joined === false ? [internal('ColleagueJoined', { personId })] : [];
}

export function changeColleagueRole({ personId, role }: PersonInRole): Decision {
  return (state) => {
    const colleague = existing(state, personId);
    if (colleague.role === role) return [];
    keepAnAdmin(state, personId);
    return [internal('ColleagueRoleChanged', { personId, role })];
  };
}

/** Ends somebody's access; whoever was removed before stays removed. */
export function removeColleague(personId: string): Decision {
  return (state) => {
    if (state.former.has(personId) && !state.colleagues.has(personId)) return [];
    existing(state, personId);
    keepAnAdmin(state, personId);
    return [internal('ColleagueRemoved', { personId })];
  };
}

function existing({ colleagues }: Workspace, personId: string): Colleague {
  const colleague = colleagues.get(personId);
  if (!colleague) throw new Refusal('not-found', 'Nobody with this id works here.', 'not-found');
  return colleague;
}

/** A portal without an admin could never be administered again; one who was only invited may never come. */
function keepAnAdmin({ colleagues }: Workspace, leaving: string): void {
  const isAdmin = ({ role, joined }: Colleague) => role === 'admin' && joined;
  const leaver = colleagues.get(leaving);
  const others = [...colleagues].filter(([id, colleague]) => id !== leaving && isAdmin(colleague));
  if (leaver && isAdmin(leaver) && others.length === 0) {
    throw new Refusal('last-admin', 'This is the only admin. Make somebody else an admin first.');
  }
}
