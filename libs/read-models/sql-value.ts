import type { Scalar } from './condition.js';

/** How an index column holds a field. No column is ever NULL, so that `=`, `<` and keysets need no exceptions. */
export type SqlValue = number | string | Uint8Array;

/** Stands for null and for a field that is not there: JSON cannot say it, and it sorts before every number, as in MongoDB. */
const ABSENT = -Infinity;

/** Blobs sort after texts and equal no number, as booleans do in MongoDB. The last two are only seen, never compared with. */
const BLOBS = { false: Uint8Array.of(0), true: Uint8Array.of(1), array: Uint8Array.of(2), object: Uint8Array.of(3) };

/** A field's column value; an array's elements are kept apart. */
export function toSql(value: unknown): SqlValue {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : ABSENT;
    case 'boolean':
      return value ? BLOBS.true : BLOBS.false;
    default:
      return blobOf(value);
  }
}

function blobOf(value: unknown): SqlValue {
  if (value === null || value === undefined) return ABSENT;
  return Array.isArray(value) ? BLOBS.array : BLOBS.object;
}

/** The value that a column stands for; `undefined` for an array or an object. */
export function fromSql(value: unknown): Scalar | undefined {
  if (value instanceof Uint8Array) return value[0] === 1 || (value[0] === 0 ? false : undefined);
  return value === ABSENT ? null : (value as string | number);
}

/** A column value in JSON, for cursors. */
export function sqlToJson(value: SqlValue): Scalar | { readonly blob: number } {
  if (value instanceof Uint8Array) return { blob: value[0] ?? 0 };
  return value === ABSENT ? null : value;
}

/** @throws TypeError for what {@link sqlToJson} never makes */
export function jsonToSql(value: unknown): SqlValue {
  if (value === null) return ABSENT;
  if (typeof value === 'string' || typeof value === 'number') return value;
  const blob = Object.values(BLOBS).find((known) => known[0] === (value as { blob?: unknown } | undefined)?.blob);
  if (!blob) throw new TypeError('No column holds this.');
  return blob;
}
