import type { Document } from '#event-sourcing';
import type { Condition, Scalar } from './condition.js';

/** Declared fields to sort by, each `asc` or `desc`; ties are broken by `_id`. */
export type Sort = readonly (readonly [field: string, direction: 'asc' | 'desc'])[];

export interface FindQuery {
  readonly where: Condition;
  /** By `_id` when absent. */
  readonly sort?: Sort;
  /** Starts at the first document whose first sort field has this value or comes after it. */
  readonly from?: Scalar;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface Page<Doc> {
  readonly items: readonly Doc[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** How many documents hold a value in a field. */
export interface ValueCount {
  readonly value: Scalar;
  readonly count: number;
}

/**
 * A view to read from: documents as the projection's newest run stored them. Personal texts in them are sealed.
 * Conditions and sorts may name declared index fields and `_id` only; anything else is a TypeError.
 */
export interface ReadModel<Doc extends Document = Document> {
  get(id: string): Promise<Doc | undefined>;
  /** In the order of the ids; ids without a document are left out. */
  getMany(ids: readonly string[]): Promise<Doc[]>;
  /** One page by keyset: documents that come and go between two pages neither repeat nor hide others. @throws BadCursor */
  find(query: FindQuery): Promise<Page<Doc>>;
  count(where: Condition): Promise<number>;
  /** Counts by the values of a declared field, in order of value; where it holds an array or an object it is left out. */
  countBy(field: keyof Doc & string, where: Condition): Promise<ValueCount[]>;
  /** Every document in order of `_id`, for comparing a view with another. */
  dump(): AsyncIterable<Doc>;
}

/** A cursor that this query did not give out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
  constructor() {
    super('The cursor is not one that this list gave out. Start again without it.');
  }
}
