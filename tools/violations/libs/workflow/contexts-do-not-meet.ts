import { invite } from '#identity';

export const invited = invite();
