import type { Document } from '#event-sourcing';
import type { Condition } from './condition.js';
import type { Page, ReadModel } from './read-model.js';

/** One word of a thing's name, by whose beginning the thing is found: each word is a document, so that an index finds it. */
export interface NameWord extends Document {
  /** Id of the thing. */
  readonly named: string;
  readonly word: string;
  /** All words of the name. */
  readonly words: readonly string[];
  /** The word and behind it the whole name: names found by the same word follow each other as a list of names would. */
  readonly order: string;
}

export interface NameQuery {
  readonly name: string;
  readonly where: Condition;
  readonly after?: string | undefined;
  readonly limit: number;
}

const MOST_WORDS = 12;
const LONGEST_WORD = 40;
/** Pages that one request looks through for a name of several words; `next` goes on from there. */
const MOST_PAGES = 20;

/** Words of a name as they are compared: without case, accents and punctuation, each once. */
export function wordsOf(name: string): string[] {
  const words = foldedName(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/** A name as lists compare it: without case and accents. */
export function foldedName(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Ids of the documents for a thing's name; without one, those of every name that it may have had. */
export function wordIds(named: string, name?: string): string[] {
  const count = name === undefined ? MOST_WORDS : wordsOf(name).length;
  return Array.from({ length: count }, (_, place) => `${named}.${String(place)}`);
}

/** What stands in such a document; `undefined` where the name has fewer words. */
export function wordAt(id: string, name: string): NameWord | undefined {
  const words = wordsOf(name);
  const dot = id.lastIndexOf('.');
  const word = words[Number(id.slice(dot + 1))];
  if (word === undefined) return undefined;
  return { _id: id, named: id.slice(0, dot), word, words, order: `${word} ${foldedName(name)}` };
}

/** Ids of what is called so, by the beginnings of its words, in order of the word that was found, then of the name. */
export async function findNamed(view: ReadModel<NameWord>, query: NameQuery): Promise<Page<string>> {
  const wanted = wordsOf(query.name);
  // Of words that are as long, the last one, which is still being written, is the rarer one: cases are numbered `1-7…`.
  const longest = wanted.reduce((one, other) => (other.length >= one.length ? other : one), '');
  const found: string[] = [];
  let after = query.after;
  if (longest === '') return { items: found };
  for (let pages = 0; pages < MOST_PAGES && found.length < query.limit; pages += 1) {
    const limit = query.limit - found.length;
    const page = await view.find({ where: query.where, sort: [['order', 'asc']], from: longest, after, limit });
    found.push(...page.items.filter((item) => isFound(item, longest, wanted)).map(({ named }) => named));
    after = page.items.every(({ word }) => word.startsWith(longest)) ? page.next : undefined;
    if (after === undefined) break;
  }
  return { items: found, ...(after !== undefined && { next: after }) };
}

/** Of several words that begin so, the first one stands for its name, so that no page shows a thing twice. */
function isFound({ word, words }: NameWord, longest: string, wanted: readonly string[]): boolean {
  const [first] = words.filter((one) => one.startsWith(longest)).sort();
  return word === first && wanted.every((beginning) => words.some((one) => one.startsWith(beginning)));
}
