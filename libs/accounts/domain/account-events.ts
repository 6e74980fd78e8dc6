import * as z from 'zod';
import { eventType, type EventOf, type NewEventOf } from '#event-sourcing';
import { ClientRole, Uuid } from '#contracts';

/* These types and the names of their fields are the stored format: version them with care. */

const Person = z.strictObject({ personId: Uuid });
const PersonInRole = z.strictObject({ personId: Uuid, role: ClientRole });

export const AccountOpened = eventType({
  type: 'AccountOpened',
  version: 1,
  schema: z.strictObject({
    name: z.string(),
    /** The imported log that it was opened for. */ source: z.optional(z.string()),
  }),
  meaning: 'An account was opened for a client.',
});
export const AccountRenamed = eventType({
  type: 'AccountRenamed',
  version: 1,
  schema: z.strictObject({ name: z.string() }),
  meaning: 'An account got another name.',
});
export const MemberInvited = eventType({
  type: 'MemberInvited',
  version: 1,
  schema: PersonInRole,
  meaning: 'A person of the client was invited to the account.',
});
export const MemberJoined = eventType({
  type: 'MemberJoined',
  version: 1,
  schema: Person,
  meaning: 'An invited person signed in for the first time.',
});
export const MemberRoleChanged = eventType({
  type: 'MemberRoleChanged',
  version: 1,
  schema: PersonInRole,
  meaning: 'A member of the account got another role.',
});
export const MemberRemoved = eventType({
  type: 'MemberRemoved',
  version: 1,
  schema: Person,
  meaning: 'A person does not belong to the account any more.',
});
export const StaffAssigned = eventType({
  type: 'StaffAssigned',
  version: 1,
  schema: Person,
  meaning: 'A member of staff works for the account.',
});
export const StaffUnassigned = eventType({
  type: 'StaffUnassigned',
  version: 1,
  schema: Person,
  meaning: 'A member of staff works for the account no more.',
});

export const accountsEvents = [
  AccountOpened,
  AccountRenamed,
  MemberInvited,
  MemberJoined,
  MemberRoleChanged,
  MemberRemoved,
  StaffAssigned,
  StaffUnassigned,
];
export type AccountEvent = EventOf<(typeof accountsEvents)[number]>;
export type NewAccountEvent = NewEventOf<(typeof accountsEvents)[number]>;
