import { BadCursor } from '#read-models';

/** What a list's query asks for; `limit` is 50 when absent. */
interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface ListPage<Item> {
  readonly page: readonly Item[];
  /** Cursor of the following page; absent on the last. */
  readonly next?: string;
}

const DEFAULT_LIMIT = 50;

/**
 * One page of a list that is short enough to be in memory as a whole.
 *
 * @param cursorOf names an item; the cursor is the name of the last item of the page before
 * @throws BadCursor for what names no item, or one that is gone
 */
export function pageOf<Item>(
  all: readonly Item[],
  cursorOf: (item: Item) => string,
  { cursor, limit = DEFAULT_LIMIT }: PageQuery,
): ListPage<Item> {
  const start = cursor === undefined ? 0 : all.findIndex((item) => cursorOf(item) === cursor) + 1;
  if (cursor !== undefined && start === 0) throw new BadCursor();
  const page = all.slice(start, start + limit);
  const last = page.at(-1);
  return { page, ...(last !== undefined && start + page.length < all.length && { next: cursorOf(last) }) };
}
