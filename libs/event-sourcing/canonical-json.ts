import type { Json } from './event.js';

/**
 * JSON text as RFC 8785 (JCS) defines it: members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. `undefined` members are left out.
 *
 * @throws TypeError for what JSON cannot say: NaN, infinities, lone surrogates.
 */
export function canonicalJson(value: Json): string {
  // What is in order already, JSON.stringify writes as the RFC demands, and several times as fast.
  return isInOrder(value) ? JSON.stringify(value) : written(value);
}

/** Whether every object's members stand in canonical order and everything has a JSON text. */
function isInOrder(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return value !== undefined;
  return isArray(value) ? value.every(isInOrder) : areMembersInOrder(value);
}

function areMembersInOrder(value: Readonly<Record<string, Json | undefined>>): boolean {
  let before: string | undefined;
  for (const key of Object.keys(value)) {
    if ((before !== undefined && before > key) || !key.isWellFormed() || !isInOrder(value[key])) return false;
    before = key;
  }
  return true;
}

function written(value: Json): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  return isArray(value) ? `[${value.map(written).join(',')}]` : canonicalObject(value);
}

/** `Array.isArray`, which does not narrow a readonly array out of a union. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function canonicalObject(value: Readonly<Record<string, Json | undefined>>): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) text += `${text && ','}${canonicalString(key)}:${written(member)}`;
  }
  return `{${text}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A lone surrogate has no canonical JSON.');
  return JSON.stringify(text);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${String(value)} has no JSON.`);
  return JSON.stringify(value);
}
