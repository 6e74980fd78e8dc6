import * as z from 'zod';
import { eventType, type EventOf, type NewEventOf } from '#event-sourcing';
import { Uuid } from '#contracts';

/* These types and the names of their fields are the stored format: version them with care. */

export const PersonRegistered = eventType({
  type: 'PersonRegistered',
  version: 1,
  schema: z.strictObject({ personId: Uuid, name: z.string(), email: z.string() }),
  meaning: 'A person became known to the portal. Name and address are encrypted with the person’s own key.',
  personal: ({ personId }) => [
    { path: ['name'], subject: personId },
    { path: ['email'], subject: personId },
  ],
});

export const identityEvents = [PersonRegistered];
export type PersonEvent = EventOf<(typeof identityEvents)[number]>;
export type NewPersonEvent = NewEventOf<(typeof identityEvents)[number]>;
