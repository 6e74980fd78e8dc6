/** A contract's schema, as far as a form needs it. */
interface Checks {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly error?: {
      readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
    };
  };
}

/** What is wrong with each field of a form, before it is sent; the server says the same of what is sent. */
export function wrongFields(schema: Checks, value: object): Readonly<Record<string, string>> {
  const issues = schema.safeParse(value).error?.issues ?? [];
  // The first thing that is wrong with a field is the one to put right first.
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message] as const).reverse());
}
