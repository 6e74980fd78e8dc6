import * as z from 'zod/mini';
import { FieldCode, ProblemParams } from './field-problems.js';
import { ProblemCode } from './problem-codes.js';

/** RFC 9457 problem details. `detail` says what to do, in English. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: ProblemCode,
  detail: z.optional(z.string()),
  /** What a sentence about it in another language needs besides the code. */
  params: z.optional(ProblemParams),
  /** What is wrong with single fields of the request. */
  errors: z.optional(
    z.array(z.object({ path: z.string(), code: FieldCode, params: z.optional(ProblemParams), message: z.string() })),
  ),
});
export type Problem = z.infer<typeof Problem>;
