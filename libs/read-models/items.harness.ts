import type { Document } from '#event-sourcing';
import type { DocumentWrite, Flush } from './read-model-store.js';

export interface Item extends Document {
  readonly at?: unknown;
  readonly rank?: unknown;
  readonly text?: string;
}

export const ITEMS = {
  name: 'items',
  version: 1,
  indexes: [
    ['account', 'at'],
    ['account', 'rank', 'at'],
  ],
} as const;

export const put = (position: bigint, doc: Item): DocumentWrite => ({
  id: doc._id,
  position,
  doc,
  text: JSON.stringify(doc),
});
export const drop = (position: bigint, id: string): DocumentWrite => ({
  id,
  position,
  doc: undefined,
  text: undefined,
});
export const flush = (from: bigint, to: bigint, writes: DocumentWrite[], more: Partial<Flush> = {}): Flush => ({
  from,
  to,
  writes,
  parked: [],
  ...more,
});
