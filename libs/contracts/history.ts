import * as z from 'zod/mini';
import { query } from './operation.js';
import { Instant, OffsetTime, PersonRef, Uuid, Visibility, page, pageQuery } from './values.js';

/** What a filter of the timeline narrows to. */
export const EntryKind = z.enum(['status', 'task', 'note', 'people', 'project', 'activity']);
export type EntryKind = z.infer<typeof EntryKind>;

export const TimelineEntry = z.strictObject({
  /** The event's id. */
  id: Uuid,
  kind: EntryKind,
  visibility: Visibility,
  /** Stable event type, such as `TaskCompleted`. */
  event: z.string(),
  /** One human sentence. The actor's name stands in it as {@link by} gives it. */
  sentence: z.string(),
  /** What was said or changed, below the sentence. */
  body: z.nullable(z.string()),
  /** Absent for what no person of the portal did. */
  by: z.nullable(PersonRef),
  project: z.nullable(z.strictObject({ id: Uuid, name: z.string() })),
  /** When it was recorded. */
  at: Instant,
  /** When it happened, if that is not when it was recorded. */
  occurredAt: z.nullable(OffsetTime),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

const filters = {
  account: Uuid,
  project: z.optional(Uuid),
  kind: z.optional(EntryKind),
  /** Person id. */
  by: z.optional(Uuid),
};

/** Newest first, by when it happened; with `since`, by when it was recorded. */
export const listTimeline = query('listTimeline', '/timeline', 'What happened in an account', {
  answer: page(TimelineEntry),
  query: z.strictObject({
    ...filters,
    ...pageQuery,
    /** Start here and go back in time: only what happened before this instant. */
    before: z.optional(Instant),
    /** Only what was recorded after this instant. */
    since: z.optional(Instant),
  }),
});

/** Months that have entries, newest first, with how many. Months are UTC. */
export const listTimelineMonths = query('listTimelineMonths', '/timeline/months', 'How much happened in each month', {
  answer: z.strictObject({ items: z.array(z.strictObject({ month: z.string(), entries: z.number() })) }),
  query: z.strictObject(filters),
});

export const ReceiptView = z.strictObject({
  entry: TimelineEntry,
  /** A person of the portal, or the name that an imported log gives; the name is null once it was erased. */
  who: z.nullable(z.strictObject({ name: z.nullable(z.string()), email: z.nullable(z.string()) })),
  schemaVersion: z.number(),
  stream: z.string(),
  /** Number in its stream, from 1. */
  number: z.number(),
  prev: z.string(),
  hash: z.string(),
  /**
   * The stored texts: SHA-256 over `prev \n id \n type \n schemaVersion \n stream \n revision \n at \n data \n metadata`
   * gives `hash`, so that anyone can check it.
   */
  proof: z.strictObject({
    id: Uuid,
    type: z.string(),
    revision: z.number(),
    at: Instant,
    data: z.string(),
    metadata: z.string(),
  }),
  /** Result of checking the whole chain of the stream on the server, just now. */
  chain: z.strictObject({ valid: z.boolean(), events: z.number(), checkedAt: Instant }),
  /** Where an imported entry came from; null for what was done here. */
  imported: z.nullable(z.strictObject({ source: z.string(), caseName: z.string(), place: z.number() })),
  attributes: z.array(z.strictObject({ key: z.string(), value: z.string() })),
});
export type ReceiptView = z.infer<typeof ReceiptView>;
/** By account, since entries about people belong to no project. */
export const getReceipt = query('getReceipt', '/accounts/:accountId/events/:eventId/receipt', "An entry's receipt", {
  answer: ReceiptView,
  params: z.strictObject({ accountId: Uuid, eventId: Uuid }),
});
