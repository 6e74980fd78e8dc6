import { hash } from 'node:crypto';

export const kit = hash('sha256', 'kit');
