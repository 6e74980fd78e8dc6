import type { PersonInvited } from '#identity';

export type Known = PersonInvited;
