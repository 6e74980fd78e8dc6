import { Name } from '#contracts';

export const name = Name;
