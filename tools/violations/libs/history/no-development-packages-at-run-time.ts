import * as fc from 'fast-check';

export const property = fc.property;
