import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EventStore, type Subject, type SubjectParam } from '#platform';

const REMEMBERED = 100_000;

/** Where a thing belongs, and whether clients may know that it exists. */
export type Place = Required<Pick<Subject, 'account' | 'visibility'>>;

/**
 * The account that an account's or a project's stream belongs to, read from its first event in the log: what was made
 * a millisecond ago is there, whatever the views have seen. It never changes, so it is remembered.
 */
@Injectable()
export class AccountOf {
  readonly #known = new LRUCache<string, Place>({ max: REMEMBERED });

  constructor(private readonly store: EventStore) {}

  /** `undefined` for a thing that does not exist. */
  async find(category: SubjectParam['category'], id: string): Promise<Place | undefined> {
    const stream = `${category}-${id}` as const;
    const known = this.#known.get(stream);
    if (known !== undefined) return known;
    const [first] = await this.store.readStream(stream, { limit: 1 });
    if (first?.account === undefined) return undefined;
    const place = { account: first.account, visibility: first.visibility };
    this.#known.set(stream, place);
    return place;
  }
}
