import * as z from 'zod/mini';
import { query } from './operation.js';
import { Day, Instant, OffsetTime, Uuid, page, pageQuery, whole } from './values.js';
import { Side } from './workflow.js';

/** A calendar month in UTC, `YYYY-MM`. */
const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

const ProjectKind = z.enum(['run', 'recorded']);

/**
 * How old an open project is: up to 7, 30, 90, 180 or 365 days since it began, or more. A recorded project is open while
 * its last activity is younger than 30 days.
 */
export const ReportAge = z.enum(['week', 'month', 'quarter', 'half-year', 'year', 'older']);
export type ReportAge = z.infer<typeof ReportAge>;

/** What a report covers. */
const scope = {
  account: z.optional(Uuid),
  kind: z.optional(ProjectKind),
  /** Nothing that happened after the end of this day in UTC counts; up to now when absent. */
  asOf: z.optional(Day),
  /** `recorded-then` leaves out what was only recorded after `asOf`; `known-now`, the default, does not. */
  facts: z.optional(z.enum(['known-now', 'recorded-then'])),
  /** How many months up to `asOf`, its own month included; all of the past, but 1,200 at most, when absent. */
  months: z.optional(whole(1, 1200)),
};

/** All durations are whole milliseconds. */
const Duration = z.number();

export const ReportMonth = z.strictObject({
  month: Month,
  /** Whether the report covers it to its end. */
  isOver: z.boolean(),
  /** Tasks completed in it and not opened again since. */
  tasks: z.number(),
  /** Projects finished in it: all tasks done, or said to be finished. */
  finished: z.number(),
  /** Activities of recorded projects. */
  activities: z.number(),
  /** Recorded projects whose last activity was in it, at least 30 days before the report's end. */
  ended: z.number(),
});
export type ReportMonth = z.infer<typeof ReportMonth>;

export const ReportStatus = z.strictObject({
  kind: ProjectKind,
  /** A state of `updateStatus`, or `none` before the first; of recorded projects the last activity with its lifecycle. */
  status: z.string(),
  /** How often a project left it in these months. */
  stays: z.number(),
  /** Half of these stays, and nine of ten, took no longer; null where there was none. */
  half: z.nullable(Duration),
  most: z.nullable(Duration),
  /** Of these stays together. */
  total: Duration,
  /** Projects that are in it at the report's end. */
  now: z.number(),
});
export type ReportStatus = z.infer<typeof ReportStatus>;

/** Times in which a side had something to do: a task that nothing else held up. */
export const ReportWaiting = z.strictObject({
  /** Waits that ended in these months or go on. */
  waits: z.number(),
  total: Duration,
  /** Projects that wait at the report's end. */
  now: z.number(),
});
export type ReportWaiting = z.infer<typeof ReportWaiting>;

const Named = z.strictObject({ id: Uuid, name: z.string() });

export const ReportView = z.strictObject({
  /** Up to when it counts. */
  asOf: Instant,
  /** Without a gap, oldest first; empty when nothing ever happened and no number of months was asked for. */
  months: z.array(ReportMonth),
  /** By total time, longest first. */
  statuses: z.array(ReportStatus),
  /** Statuses beyond the first 200. */
  statusesLeftOut: z.number(),
  waiting: z.strictObject({
    business: ReportWaiting,
    client: ReportWaiting,
    /** Recorded projects: their logs do not say who was waited on. */
    notKnown: z.number(),
    /** The ten that waited longest. */
    projects: z.array(z.strictObject({ ...Named.shape, account: Named, business: Duration, client: Duration })),
  }),
  /** Projects that are open at the report's end. */
  open: z.array(z.strictObject({ age: ReportAge, run: z.number(), recorded: z.number() })),
  /** What the figures are made of, whenever it happened. */
  counted: z.strictObject({
    run: z.number(),
    recorded: z.number(),
    events: z.number(),
    /** Activities without a time, and none before them in their case that has one: they are in no figure. */
    undated: z.number(),
  }),
  /** The newest month in which something happened. */
  lastMonth: z.nullable(Month),
});
export type ReportView = z.infer<typeof ReportView>;

export const getReport = query('getReport', '/report', 'How work went: throughput, time in each status, waiting, age', {
  answer: ReportView,
  query: z.strictObject(scope),
});

/**
 * A figure of the report: `steps` (tasks completed, activities), `finished` (projects finished, recorded ones that
 * ended), `stays` (left a status), `staying` (are in one), `waits`, `waiting` (waits that go on), `open`.
 */
export const ReportFigure = z.enum(['steps', 'finished', 'stays', 'staying', 'waits', 'waiting', 'open']);
export type ReportFigure = z.infer<typeof ReportFigure>;

export const ReportEvent = z.strictObject({
  /** The event's id. */
  id: Uuid,
  account: Named,
  project: Named,
  /** Stable event type, such as `TaskCompleted`. */
  event: z.string(),
  /** A task's title, a status, or an activity with its lifecycle; null where the event says nothing of the kind. */
  what: z.nullable(z.string()),
  /** When it was recorded. */
  at: Instant,
  /** When it happened, if that is not when it was recorded. */
  occurredAt: z.nullable(OffsetTime),
  /** The stay, wait or age that begins with it; null where it is counted and not measured. */
  lasted: z.nullable(Duration),
  /** The event that ended what began with it; null where nothing did. */
  endedBy: z.nullable(Uuid),
});
export type ReportEvent = z.infer<typeof ReportEvent>;

/** As many as the figure says, by project, the one with the newest first; narrowed by what the figure stands for. */
export const listReportEvents = query(
  'listReportEvents',
  '/report/events',
  'The events behind a figure of the report',
  {
    answer: page(ReportEvent),
    query: z.strictObject({
      ...scope,
      ...pageQuery,
      figure: ReportFigure,
      month: z.optional(Month),
      status: z.optional(z.string().check(z.maxLength(10_000))),
      side: z.optional(Side),
      age: z.optional(ReportAge),
      project: z.optional(Uuid),
    }),
  },
);

export type ReportScope = z.infer<typeof getReport.query>;
