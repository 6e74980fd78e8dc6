import * as z from 'zod';
import { eventType, type EventOf, type NewEventOf } from '#event-sourcing';
import { BusinessRole, Uuid } from '#contracts';

/* These types and the names of their fields are the stored format: version them with care. */

const Person = z.strictObject({ personId: Uuid });
const PersonInRole = z.strictObject({ personId: Uuid, role: BusinessRole });

export const WorkspaceSetUp = eventType({
  type: 'WorkspaceSetUp',
  version: 1,
  schema: z.strictObject({ business: z.string() }),
  meaning: 'The portal was set up for a business.',
});
export const ColleagueInvited = eventType({
  type: 'ColleagueInvited',
  version: 1,
  schema: PersonInRole,
  meaning: 'Somebody of the business was invited as staff or admin.',
});
export const ColleagueJoined = eventType({
  type: 'ColleagueJoined',
  version: 1,
  schema: Person,
  meaning: 'An invited colleague signed in for the first time.',
});
export const ColleagueRoleChanged = eventType({
  type: 'ColleagueRoleChanged',
  version: 1,
  schema: PersonInRole,
  meaning: 'A colleague became staff or admin.',
});
export const ColleagueRemoved = eventType({
  type: 'ColleagueRemoved',
  version: 1,
  schema: Person,
  meaning: 'A colleague has no access to the business any more.',
});

export const workspaceEvents = [
  WorkspaceSetUp,
  ColleagueInvited,
  ColleagueJoined,
  ColleagueRoleChanged,
  ColleagueRemoved,
];
export type WorkspaceEvent = EventOf<(typeof workspaceEvents)[number]>;
export type NewWorkspaceEvent = NewEventOf<(typeof workspaceEvents)[number]>;
