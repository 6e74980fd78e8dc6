import * as z from 'zod';
import { kit } from '#event-sourcing';
import type { PersonInvited } from '#identity';

export const Task = z.object({ kit: z.literal(kit) });
export type Seen = PersonInvited;
