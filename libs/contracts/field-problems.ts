import * as z from 'zod/mini';

/** What can be wrong with one field of a request; stable, so that every reader can be told in their own language. */
export const FieldCode = z.enum([
  'invalid',
  'required',
  'too-long',
  'too-small',
  'too-large',
  'wrong-type',
  'not-a-choice',
  'unknown-field',
  'not-plain-text',
  'not-one-line',
  'not-an-email',
  'email-without-ending',
  'not-a-day',
  'no-such-day',
  'not-an-id',
  'not-six-digits',
  'not-a-whole-link',
  'not-a-cursor',
  'not-a-key',
  'not-a-version',
  'not-a-position',
]);
export type FieldCode = z.infer<typeof FieldCode>;

/** What a sentence about a problem needs besides its code, such as `{"most": 100}`. */
export const ProblemParams = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));
export type ProblemParams = z.infer<typeof ProblemParams>;

/** What is wrong with one field; the path is dotted, and empty for the whole. */
export interface FieldProblem {
  readonly path: string;
  readonly code: FieldCode;
  readonly params?: ProblemParams | undefined;
}

/** What zod says of a value, as far as it is looked at here. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly expected?: string;
  readonly values?: readonly unknown[];
}

/** Codes of what no check of these contracts has named. */
const UNNAMED: Readonly<Record<string, FieldCode>> = {
  invalid_type: 'wrong-type',
  invalid_value: 'not-a-choice',
  too_small: 'too-small',
  too_big: 'too-large',
};

/** What a schema found wrong, in the order in which it was found; an unknown field by its own path. Checks name their code where zod takes a message. */
export function fieldProblems(issues: readonly Issue[]): FieldProblem[] {
  return issues.flatMap((issue) => {
    const { code = '', path, message, keys = [] } = issue;
    if (code === 'unrecognized_keys') return keys.map((key) => problem([...path, key], 'unknown-field', {}));
    const { data: named } = z.safeParse(FieldCode, message);
    return problem(path, named ?? UNNAMED[code] ?? 'invalid', paramsOf(issue));
  });
}

function problem(path: readonly PropertyKey[], code: FieldCode, params: ProblemParams): FieldProblem {
  return { path: path.map(String).join('.'), code, ...(Object.keys(params).length > 0 && { params }) };
}

function paramsOf({ minimum, maximum, expected, values }: Issue): ProblemParams {
  return {
    ...(minimum !== undefined && { least: Number(minimum) }),
    ...(maximum !== undefined && { most: Number(maximum) }),
    ...(expected !== undefined && { expected }),
    ...(values && { choices: values.map(String) }),
  };
}
