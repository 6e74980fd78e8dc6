import type { BusinessRole } from '#contracts';
import { PORTICO, uuidv5, type Decider, type StreamName } from '#event-sourcing';
import type { WorkspaceEvent } from './workspace-events.js';

/** The one stream of the business itself. */
export const WORKSPACE: StreamName = `workspace-${uuidv5(PORTICO, 'workspace')}`;

export interface Colleague {
  readonly role: BusinessRole;
  readonly joined: boolean;
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
  const before = colleagues.get(personId);
  const role = 'role' in event.data ? event.data.role : before?.role;
  // A log that says that somebody joined whom nobody invited says nothing about their role.
  if (role !== undefined)
    colleagues.set(personId, { role, joined: event.type === 'ColleagueJoined' || (before?.joined ?? false) });
}
