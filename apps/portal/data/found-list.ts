import { linkedSignal, signal } from '@angular/core';
import { liveQuery, type LiveQuery } from './live-query';
import { Paged, type Page } from './paged';

const PAGE = 50;

/** What a list is asked for. */
export interface FindQuery {
  readonly limit: number;
  readonly name?: string;
  readonly cursor?: string;
}

/** A list that keeps itself up to date and is narrowed by a name. Make it where components are made. */
export class FoundList<Item extends { readonly id: string }> {
  readonly name = signal('');
  readonly first: LiveQuery<Page<Item>>;
  readonly pages: Paged<Item>;
  /** Whether there is anything to find; known once a list without a name has come. */
  readonly hasAny = linkedSignal<number | undefined, boolean>({
    source: () => (this.name() === '' ? this.first.value()?.items.length : undefined),
    computation: (count, before) => (count === undefined ? (before?.value ?? false) : count > 0),
  });

  /** @param views that the list is made of */
  constructor(
    views: readonly string[],
    private readonly ask: (query: FindQuery) => Promise<Page<Item>>,
  ) {
    this.first = liveQuery(
      views,
      () => ({ name: this.name() }),
      ({ name }) => this.#find(name),
    );
    this.pages = new Paged(this.first, (cursor) => this.#find(this.name(), cursor));
  }

  /** A name of several common words may lie behind pages in which nothing is called so. */
  async #find(name: string, cursor?: string): Promise<Page<Item>> {
    const query = { limit: PAGE, ...(name !== '' && { name }) };
    let page = await this.ask({ ...query, ...(cursor !== undefined && { cursor }) });
    while (page.items.length === 0 && page.next !== undefined) page = await this.ask({ ...query, cursor: page.next });
    return page;
  }
}
