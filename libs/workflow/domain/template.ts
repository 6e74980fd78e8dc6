import * as z from 'zod/mini';

const Slug = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'An id is lower-case words joined by dashes.' }));

function text(longest: number) {
  return z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'Write something here.' }),
      z.maxLength(longest, { error: `At most ${String(longest)} characters.` }),
    );
}

/** A part of the work, in words that clients read. */
const TemplatePhase = z.strictObject({ id: Slug, name: text(60) });

const TemplateStep = z.strictObject({
  id: Slug,
  /** Id of the phase that it belongs to. */
  phase: Slug,
  /** What is to be done, verb first. */
  title: text(100),
  /** Why it matters, in a sentence. */
  why: z.optional(text(300)),
  /** Who does it. */
  side: z.enum(['client', 'business']),
  /** `internal` steps are seen by the business only. */
  visibility: z._default(z.enum(['client', 'internal']), 'client'),
  /** Ids of the steps that must be done before it. */
  needs: z._default(z.array(Slug), []),
  /** Days after the project's start; one that falls on a weekend moves to Monday. */
  dueInDays: z.int().check(z.nonnegative(), z.maximum(3650)),
  /** Minutes that it usually takes. */
  minutes: z.optional(z.int().check(z.positive(), z.maximum(10_000))),
});

/** A workflow that projects start from: phases and the steps in them. */
export const Template = z.strictObject({
  id: Slug,
  /** Grows with each change that is published; projects stay on the version that they started with. */
  version: z.int().check(z.positive()),
  name: text(60),
  description: text(300),
  phases: z.array(TemplatePhase).check(z.minLength(1, { error: 'A workflow has at least one phase.' })),
  steps: z.array(TemplateStep).check(z.minLength(1, { error: 'A workflow has at least one step.' })),
});
export type Template = z.infer<typeof Template>;
export type TemplateStep = z.infer<typeof TemplateStep>;

/** The published JSON Schema of a template, for editors and other programs. */
export function templateJsonSchema(): object {
  return z.toJSONSchema(Template, { io: 'input' });
}
