import * as z from 'zod/mini';

/** RFC 9457 problem details. `code` is stable; `detail` says what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.optional(z.string()),
  /** What is wrong with single fields of the request. */
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
