import type { Inner } from '../identity/inner.js';

export type Known = Inner;
