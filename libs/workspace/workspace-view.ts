import type { BusinessRole } from '#contracts';
import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkspaceEvent } from './domain/workspace-events.js';

export interface ColleagueDocument {
  readonly personId: string;
  readonly role: BusinessRole;
  readonly joined: boolean;
  readonly invitedAt: string;
}

/** The business and its people; there is one. */
export interface WorkspaceDocument extends Document {
  readonly business: string;
  readonly colleagues: readonly ColleagueDocument[];
}

type Projected = WorkspaceEvent extends infer Event
  ? Event extends { type: infer T extends string; data: infer D }
    ? ProjectedEvent<T, D>
    : never
  : never;

export const WORKSPACE_ID = 'workspace';

export const workspaceView: Projection<WorkspaceDocument, Projected> = {
  name: 'workspace',
  version: 1,
  indexes: [],
  handles: ['WorkspaceSetUp', 'ColleagueInvited', 'ColleagueJoined', 'ColleagueRoleChanged', 'ColleagueRemoved'],
  keys: () => [WORKSPACE_ID],
  evolve: (draft, event, id) => {
    const document = draft ?? { _id: id, business: '', colleagues: [] };
    if (event.type === 'WorkspaceSetUp') return { ...document, business: event.data.business };
    return { ...document, colleagues: colleaguesAfter(document.colleagues, event) };
  },
};

function colleaguesAfter(
  before: readonly ColleagueDocument[],
  event: Exclude<Projected, { type: 'WorkspaceSetUp' }>,
): readonly ColleagueDocument[] {
  const { personId } = event.data;
  if (event.type === 'ColleagueRemoved') return before.filter((colleague) => colleague.personId !== personId);
  if (event.type === 'ColleagueInvited') {
    return [...before, { personId, role: event.data.role, joined: false, invitedAt: event.at }];
  }
  const change = event.type === 'ColleagueJoined' ? { joined: true } : { role: event.data.role };
  return before.map((colleague) => (colleague.personId === personId ? { ...colleague, ...change } : colleague));
}
