import { readFileSync } from 'node:fs';
import type { PersonInvited } from '#identity';

export const read = readFileSync;
export type Known = PersonInvited;
