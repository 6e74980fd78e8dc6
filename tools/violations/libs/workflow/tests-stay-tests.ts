import { used } from './permitted.spec.js';

export const again = used;
