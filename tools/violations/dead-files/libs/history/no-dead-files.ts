import { used } from './used.js';

export const dead = used;
