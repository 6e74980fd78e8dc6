import type { Inner } from '../../libs/identity/inner.js';

export type Known = Inner;
