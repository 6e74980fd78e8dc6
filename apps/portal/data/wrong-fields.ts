import { fieldProblems, type FieldProblem } from '#contracts';

/** A contract's schema, as far as a form needs it. */
interface Checks {
  safeParse(value: unknown): { readonly error?: { readonly issues: Parameters<typeof fieldProblems>[0] } | undefined };
}

/** What is wrong with each field of a form, before it is sent; the server says the same of what is sent. */
export function wrongFields(schema: Checks, value: object): Readonly<Partial<Record<string, FieldProblem>>> {
  const problems = fieldProblems(schema.safeParse(value).error?.issues ?? []);
  // The first thing that is wrong with a field is the one to put right first.
  return Object.fromEntries(problems.map((problem) => [problem.path, problem] as const).reverse());
}
