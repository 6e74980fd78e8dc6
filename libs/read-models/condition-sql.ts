import { checkCondition, type CheckedCondition, type Condition } from './condition.js';
import { toSql, type SqlValue } from './sql-value.js';

/** An SQL expression with a value for each of its `?`. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** What a table has to offer to conditions. */
export interface SqlFields {
  /** The column of a declared field, ready for SQL; `undefined` for any other. */
  readonly column: (field: string) => string | undefined;
  /** Fields in which some document holds an array; its elements are in the table `elements`. */
  readonly arrays: ReadonlySet<string>;
}

/** SQL's limit on `?` in one statement, less what paging needs. */
const MOST_VALUES = 32_000;

/** A condition as SQL over a view's `documents`. @throws TypeError see {@link Condition}; RangeError beyond 32,000 values */
export function conditionToSql(condition: Condition, fields: SqlFields): Sql {
  const sql = toSqlText(
    checkCondition(condition, (field) => fields.column(field) !== undefined),
    fields,
  );
  if (sql.values.length > MOST_VALUES) throw new RangeError('The condition compares with too many values.');
  return sql;
}

function toSqlText(condition: CheckedCondition, fields: SqlFields): Sql {
  if (condition.kind !== 'field')
    return joined(
      condition.kind,
      condition.parts.map((part) => toSqlText(part, fields)),
    );
  const { field } = condition;
  const column = fields.column(field) ?? '';
  const list = listOf(condition.values.map(toSql));
  const scalar = { text: `${column} ${list.text}`, values: list.values };
  if (!fields.arrays.has(field)) return scalar;
  const elements = `id IN (SELECT id FROM elements WHERE field = ? AND value ${list.text})`;
  return { text: `(${scalar.text} OR ${elements})`, values: [...scalar.values, field, ...list.values] };
}

function joined(kind: 'and' | 'or', parts: readonly Sql[]): Sql {
  if (parts.length === 0) return { text: kind === 'and' ? '1' : '0', values: [] };
  const word = kind === 'and' ? ' AND ' : ' OR ';
  return { text: `(${parts.map(({ text }) => text).join(word)})`, values: parts.flatMap(({ values }) => values) };
}

/** `= ?` or `IN (?, …)`, filled up to a power of two by repetition so that few statements serve lists of any length. */
export function listOf(values: readonly SqlValue[]): Sql {
  const [first] = values;
  if (first === undefined) return { text: 'IN ()', values: [] };
  if (values.length === 1) return { text: '= ?', values };
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const filled = [...values, ...new Array<SqlValue>(length - values.length).fill(first)];
  return { text: `IN (${new Array(length).fill('?').join(', ')})`, values: filled };
}
