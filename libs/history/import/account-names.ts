import type { Keys, LateAttributes, LogActivity, LogAttribute, LogCase } from '#interchange';
import { accountTitle } from './account-title.js';
import { detached } from './import-ids.js';

const UNKNOWN = -1;

/** The name of each case's account, where an attribute says it: the case's own, else that of its first event that has it. */
export class AccountNames {
  keys: Keys = {};
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  /** By case: number of the name; {@link UNKNOWN} where none was found yet. */
  readonly #ofCase: number[] = [];

  constructor(private readonly attribute: string | undefined) {}

  of(number: number): string | undefined {
    return this.#names[this.#ofCase[number - 1] ?? UNKNOWN];
  }

  /** How many of so many cases say no name, though they were asked for one. */
  unnamed(cases: number): number {
    if (this.attribute === undefined) return 0;
    return cases - this.#ofCase.filter((number) => number !== UNKNOWN).length;
  }

  all(cases: number, otherwise: string): Set<string> {
    const used = new Set(this.#ofCase);
    const names = new Set(this.#names.filter((_, number) => used.has(number)));
    if (cases > this.#ofCase.length || used.has(UNKNOWN)) names.add(otherwise);
    return names;
  }

  /** What stands at the case itself counts more than what its events say, wherever it stands. */
  takeCase({ case: number, name, attributes }: LogCase | LateAttributes): void {
    if (this.attribute === undefined) return;
    // CSV writes `case:` in front of what is the case's own.
    const own = this.attribute.replace(/^case:(?=.)/, '');
    const value =
      this.attribute === this.keys.case ? name : (valueOf(attributes, this.attribute) ?? valueOf(attributes, own));
    const known = this.#ofCase[number - 1] ?? UNKNOWN;
    this.#ofCase[number - 1] = this.#numberOf(value) ?? known;
  }

  takeActivity(item: LogActivity): void {
    if (this.attribute === undefined || this.#ofCase[item.case - 1] !== UNKNOWN) return;
    const number = this.#numberOf(this.#valueOfActivity(item, this.attribute));
    if (number !== undefined) this.#ofCase[item.case - 1] = number;
  }

  #valueOfActivity(item: LogActivity, attribute: string): string | undefined {
    const { activity, time, resource, lifecycle } = this.keys;
    if (attribute === activity) return item.activity;
    if (attribute === resource) return item.resource;
    if (attribute === lifecycle) return item.lifecycle;
    if (attribute === time) return item.occurredAt;
    return valueOf(item.attributes, attribute);
  }

  #numberOf(value: string | undefined): number | undefined {
    const name = value?.replaceAll(/\s+/g, ' ').trim() ?? '';
    if (accountTitle(name) === '') return undefined;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.push(detached(name)) - 1;
    this.#numbers.set(this.#names[number] ?? name, number);
    return number;
  }
}

function valueOf(attributes: readonly LogAttribute[], key: string): string | undefined {
  return attributes.find((attribute) => attribute.key === key)?.value;
}
