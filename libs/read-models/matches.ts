import { checkCondition, type CheckedCondition, type Condition, type Scalar } from './condition.js';

/** Whether a document as stored is one that the condition means. @throws TypeError see {@link Condition} */
export function matches(condition: Condition, document: object): boolean {
  return isMatch(
    checkCondition(condition, (field) => !field.startsWith('$')),
    document as Readonly<Record<string, unknown>>,
  );
}

function isMatch(condition: CheckedCondition, document: Readonly<Record<string, unknown>>): boolean {
  if (condition.kind !== 'field') {
    const isPartMatch = (part: CheckedCondition): boolean => isMatch(part, document);
    return condition.kind === 'and' ? condition.parts.every(isPartMatch) : condition.parts.some(isPartMatch);
  }
  const { field, values } = condition;
  const held = Object.hasOwn(document, field) ? document[field] : null;
  const candidates: readonly unknown[] = Array.isArray(held) ? held : [held];
  return candidates.some((candidate) => values.some((value) => isSame(value, candidate ?? null)));
}

function isSame(wanted: Scalar, held: unknown): boolean {
  // Stores keep UTF-8, in which all lone surrogates are one character.
  if (typeof wanted === 'string' && typeof held === 'string') return wanted.toWellFormed() === held.toWellFormed();
  return wanted === held;
}
