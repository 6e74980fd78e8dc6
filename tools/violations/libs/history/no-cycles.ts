import { other } from './other-half.js';

export const one = (): unknown => other;
