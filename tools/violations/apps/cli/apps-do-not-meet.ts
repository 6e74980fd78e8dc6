import { main } from '../api/main.js';

export const again = main;
