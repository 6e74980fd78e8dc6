import { main } from '../../apps/api/main.js';

export const started = main;
