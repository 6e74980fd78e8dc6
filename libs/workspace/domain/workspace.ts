import type { BusinessRole } from '#contracts';
import { PORTICO, uuidv5, type Decider, type StreamName } from '#event-sourcing';
import type { WorkspaceEvent } from './workspace-events.js';

/** The one stream of the business itself. */
export const WORKSPACE: StreamName = `workspace-${uuidv5(PORTICO, 'workspace')}`;

export interface Colleague {
  readonly role: BusinessRole;
  readonly joined: boolean;
  readonly invitation: Invitation;
}

/** The event that invited somebody. */
export interface Invitation {
  readonly id: string;
  readonly at: string;
  /** Person id, or `set-up`. */
  readonly by: string;
}

/** The business and the people who work for it. */
export interface Workspace {
  /** Undefined before set-up. */
  business: string | undefined;
  readonly colleagues: Map<string, Colleague>;
  /** Ids of those who were colleagues once. */
  readonly former: Set<string>;
}

export const workspace: Decider<Workspace, WorkspaceEvent> = {
  initial: () => ({ business: undefined, colleagues: new Map(), former: new Set() }),
  evolve: (state, event) => {
    if (event.type === 'WorkspaceSetUp') state.business = event.data.business;
    else if (event.type === 'ColleagueRemoved') removeColleague(state, event.data.personId);
    else changeColleague(state, event);
    return state;
  },
};

function removeColleague({ colleagues, former }: Workspace, personId: string) {
  colleagues.delete(personId);
  former.add(personId);
}

function changeColleague(
  { colleagues }: Workspace,
  event: Exclude<WorkspaceEvent, { type: 'WorkspaceSetUp' | 'ColleagueRemoved' }>,
) {
  const { personId } = event.data;
  const before = colleagues.get(personId) ?? { joined: false, invitation: invitationOf(event) };
  const role = 'role' in event.data ? event.data.role : colleagues.get(personId)?.role;
  // A log that says that somebody joined whom nobody invited says nothing about their role.
  if (role === undefined) return;
  colleagues.set(personId, { ...before, role, joined: event.type === 'ColleagueJoined' || before.joined });
}

function invitationOf({ id, at, actor: by }: WorkspaceEvent): Invitation {
  return { id, at, by };
}
