import { dead } from './no-dead-files.js';

export const tested = dead;
