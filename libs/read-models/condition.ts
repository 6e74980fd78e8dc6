/** What a condition may compare with. */
export type Scalar = string | number | boolean | null;

/** Fields that hold a value, or one of several; all of them must. */
export type FieldsCondition = Readonly<Record<string, Scalar | { readonly $in: readonly Scalar[] }>>;

/**
 * Which documents: equality and `$in` on declared fields, combined by `$and` and `$or`. It means what it means to
 * MongoDB: a field that holds an array matches when one of its elements does, and `null` also matches a field that is
 * not there. Anything else, an empty object and `undefined` above all, is refused with a TypeError.
 */
export type Condition =
  FieldsCondition | { readonly $and: readonly Condition[] } | { readonly $or: readonly Condition[] };

/** Matches every document; said aloud, since an empty object is refused. */
export const EVERYTHING: Condition = { $and: [] };

/** Matches no document. */
export const NOTHING: Condition = { $or: [] };

/** A condition that was checked and has only three forms left. */
export type CheckedCondition =
  | { readonly kind: 'field'; readonly field: string; readonly values: readonly Scalar[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly CheckedCondition[] };

/** @throws TypeError for whatever {@link Condition} does not allow, and for fields that are not declared */
export function checkCondition(condition: Condition, isDeclared: (field: string) => boolean): CheckedCondition {
  const [[key, value], ...more] = entriesOf(condition);
  if (key === '$and' || key === '$or') {
    if (more.length > 0) throw new TypeError(`${key} stands alone in its object.`);
    if (!Array.isArray(value)) throw new TypeError(`${key} takes a list of conditions.`);
    const parts = value.map((part: Condition) => checkCondition(part, isDeclared));
    return { kind: key === '$and' ? 'and' : 'or', parts };
  }
  const fields = [[key, value] as const, ...more].map(([field, wanted]) => checkField(field, wanted, isDeclared));
  return fields.length === 1 && fields[0] ? fields[0] : { kind: 'and', parts: fields };
}

type Entry = readonly [string, unknown];

function entriesOf(condition: unknown): readonly [Entry, ...Entry[]] {
  if (!isPlainObject(condition)) throw new TypeError('A condition is an object.');
  const [first, ...more] = Object.entries(condition);
  if (!first) throw new TypeError('An empty object is no condition; EVERYTHING says what it might mean.');
  return [first, ...more];
}

function checkField(field: string, wanted: unknown, isDeclared: (field: string) => boolean): CheckedCondition {
  if (!isDeclared(field)) throw new TypeError(`${field} is no declared field.`);
  if (isScalar(wanted)) return { kind: 'field', field, values: [wanted] };
  if (!isPlainObject(wanted) || Object.keys(wanted).join() !== '$in' || !Array.isArray(wanted['$in'])) {
    throw new TypeError(`${field} takes a string, a finite number, a boolean, null or {$in: […]}.`);
  }
  const values: readonly unknown[] = wanted['$in'];
  if (!values.every(isScalar)) throw new TypeError(`$in of ${field} holds what it cannot compare with.`);
  return { kind: 'field', field, values: [...new Set(values)] };
}

function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
