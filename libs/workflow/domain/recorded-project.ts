import * as z from 'zod';
import { eventType, type EventOf, type PersonalField } from '#event-sourcing';

/* Logs are long: the fields of these schemas stand in the order of canonical JSON, whose text is then written at once. */

/**
 * An attribute of an imported log as the file gives it: values are text exactly as they stand there (`007`, `1e5`).
 * `type` is the log's own word (`string`, `date`, `int`, `float`, `boolean`, `id`, `list`, `container`); `value` is
 * empty for lists and containers.
 */
export const RecordedAttribute = z.strictObject({
  get children(): z.ZodOptional<z.ZodArray<typeof RecordedAttribute>> {
    return z.optional(z.array(RecordedAttribute));
  },
  key: z.string(),
  type: z.string(),
  value: z.string(),
});
export type RecordedAttribute = z.infer<typeof RecordedAttribute>;

const OccurredAt = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/));

/** Revision 0 of a recorded project's stream. Its account is the event's own. */
export const ProjectRecorded = eventType({
  type: 'ProjectRecorded',
  version: 1,
  meaning: 'A case of an imported log became a project.',
  schema: z.strictObject({
    attributes: z.array(RecordedAttribute),
    /** The case's name in the log; `Case 12` when it has none there. */
    caseName: z.string(),
    /** How many activities the log has for the case; they follow at revisions 1 to n, in the order of the file. */
    events: z.int().check(z.nonnegative()),
    /** Place among the log's cases, from 1; only where the log gives the case no name. */
    place: z.optional(z.int().check(z.positive())),
    /** The log that it came from: its name, or what the import was told. */
    source: z.string(),
  }),
});

/** Revision n of a recorded project's stream: the n-th event of its case. */
export const ActivityRecorded = eventType({
  type: 'ActivityRecorded',
  version: 1,
  meaning: 'An activity that an imported log tells of.',
  schema: z.strictObject({
    /** Absent where the log names none. */
    activity: z.optional(z.string()),
    /** The other attributes, in the order of the file. */
    attributes: z.array(RecordedAttribute),
    lifecycle: z.optional(z.string()),
    /** When it happened, with the log's own offset; absent where the log does not say. */
    occurredAt: z.optional(OccurredAt),
    /** Name of who or what did it; personal. */
    resource: z.optional(z.string()),
    /** Data subject of `resource`: the same for the same name in the same source. */
    resourceId: z.optional(z.uuid()),
  }),
  personal: ({ resource, resourceId, attributes }) =>
    resource === undefined || resourceId === undefined
      ? []
      : [
          { path: ['resource'], subject: resourceId },
          ...repeated(resource, attributes, ['attributes']).map((path) => ({ path, subject: resourceId })),
        ],
});

export const recordedProjectEvents = [ProjectRecorded, ActivityRecorded];
export type RecordedProjectEvent = EventOf<(typeof recordedProjectEvents)[number]>;

/** Where attributes say the resource's name again: it must not stand open beside the sealed field. */
function repeated(
  name: string,
  attributes: readonly RecordedAttribute[],
  path: PersonalField['path'],
): PersonalField['path'][] {
  const found: PersonalField['path'][] = [];
  for (const [index, { value, children }] of attributes.entries()) {
    if (value === name) found.push([...path, index, 'value']);
    if (children) found.push(...repeated(name, children, [...path, index, 'children']));
  }
  return found;
}
