import type { FieldDifference } from './comparison.js';

const MOST_FIELDS = 100;
const MOST_CHARACTERS = 2_000;

/** Where two values of JSON differ, the order of names aside; nothing when they are equal. The first hundred places, long texts cut. */
export function fieldDifferences(before: unknown, after: unknown): FieldDifference[] {
  const found: FieldDifference[] = [];
  collect('', before, after, found);
  return found;
}

function collect(path: string, before: unknown, after: unknown, found: FieldDifference[]): void {
  if (Object.is(before, after) || found.length >= MOST_FIELDS) return;
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    found.push({ path, ...textOf('before', before), ...textOf('after', after) });
    return;
  }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    collect(path === '' ? name : `${path}.${name}`, before[name], after[name], found);
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf<Side extends 'before' | 'after'>(side: Side, value: unknown): Partial<Record<Side, string>> {
  if (value === undefined) return {};
  const text = JSON.stringify(value);
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return { [side]: cut } as Partial<Record<Side, string>>;
}
