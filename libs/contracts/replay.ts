import * as z from 'zod/mini';
import { command, query } from './operation.js';
import { CommandAnswer, Instant, PersonRef, Position, Uuid, page, pageQuery, prose } from './values.js';

/** Name of a view, such as `timeline`; the portal's texts have a title for each. */
export const ViewName = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/, { error: 'There is no such view.' }));

/** One making of a view: its version in the source and its number, `4-1`. Number 0 is what the portal makes by itself. */
export const BuildId = z
  .string()
  .check(z.regex(/^[1-9]\d{0,5}-\d{1,6}$/, { error: 'A build is VERSION-NUMBER, such as 4-1.' }));
export type BuildId = z.infer<typeof BuildId>;

/** How far something is behind the log's end. */
const Behind = z.strictObject({ events: z.number(), seconds: z.number() });

/** What every build has. */
const build = {
  id: BuildId,
  version: z.number(),
  /** How much of the log it has read, 0 to 100. */
  percent: z.number(),
  behind: Behind,
  documents: z.number(),
  /** On disk. */
  bytes: z.number(),
  /** When it was finished and how long that took; null for what was never rebuilt. */
  rebuilt: z.nullable(z.strictObject({ at: Instant, seconds: z.number() })),
};

/** A rebuild under way. */
export const RebuildProgress = z.strictObject({
  phase: z.enum(['reading', 'indexing', 'catching-up', 'ready', 'paused', 'failed']),
  percent: z.number(),
  /** Read so far. */
  events: z.number(),
  documents: z.number(),
  behind: z.number(),
  eventsPerSecond: z.number(),
  /** Whether it reads slowly at the moment because commands wait. */
  heldBack: z.boolean(),
  /** Null while nobody can tell. */
  secondsLeft: z.nullable(z.number()),
  /** When the last event that it read was recorded; null before the first. */
  readUntil: z.nullable(Instant),
  /** Why it failed. */
  reason: z.nullable(z.string()),
  startedAt: Instant,
  startedBy: z.nullable(PersonRef),
});
export type RebuildProgress = z.infer<typeof RebuildProgress>;

/** What came of comparing a build with the one that served. All documents are compared. */
export const ComparisonSummary = z.strictObject({
  before: BuildId,
  after: BuildId,
  /** When they were compared. */
  at: Instant,
  /** Up to where in the log both were looked at, and when its last event was recorded. */
  position: Position,
  asOf: z.nullable(Instant),
  /** How many documents each has. */
  documents: z.strictObject({ before: z.number(), after: z.number() }),
  equal: z.number(),
  differing: z.number(),
  onlyBefore: z.number(),
  onlyAfter: z.number(),
});
export type ComparisonSummary = z.infer<typeof ComparisonSummary>;

/** A build that does not serve: under way, ready to be switched to, or kept so that one can go back. */
export const BuildBeside = z.strictObject({
  ...build,
  /** Null once it is finished. */
  progress: z.nullable(RebuildProgress),
  /** Whether it is being compared at this moment. */
  comparing: z.boolean(),
  /** The last one with the build that serves now. */
  comparison: z.nullable(ComparisonSummary),
  /** Whether it served before: switching to it is going back, and needs no comparison. */
  served: z.boolean(),
  /**
   * `yes`, or why not: it is not finished, was not compared with the build that serves, or the source does not have its
   * version any more. `differs` may be switched to by saying `accept`.
   */
  mayServe: z.enum(['yes', 'differs', 'unfinished', 'not-compared', 'not-in-source']),
  /** When it is dropped by itself; null for one that never served. */
  keptUntil: z.nullable(Instant),
});
export type BuildBeside = z.infer<typeof BuildBeside>;

export const ReplayView = z.strictObject({
  name: ViewName,
  /** Versions that the source has, ascending; more than one for as long as a switch takes. */
  versions: z.array(z.number()),
  /**
   * `current` is less than a second behind; `waits-for-you` has parked events while its other documents go on; `stopped`
   * is kept up to date by nobody.
   */
  state: z.enum(['current', 'catching-up', 'waits-for-you', 'stopped']),
  /** Events that cannot be applied; those that only wait behind them are not counted. */
  parked: z.number(),
  serving: z.strictObject(build),
  beside: z.array(BuildBeside),
});
export type ReplayView = z.infer<typeof ReplayView>;

export const LogFacts = z.strictObject({
  events: z.number(),
  lastWrittenAt: z.nullable(Instant),
  /** Up to where its chains were checked against signed anchors; null where nothing was checked yet. */
  checked: z.nullable(z.strictObject({ until: Instant, eventsToGo: z.number() })),
  /** What in the log is not what it was, in words; null where everything agrees. */
  disagreement: z.nullable(z.string()),
});
export type LogFacts = z.infer<typeof LogFacts>;

export const listViews = query('listViews', '/replay/views', 'Every view and how it stands', {
  answer: z.strictObject({ log: LogFacts, items: z.array(ReplayView) }),
});

/** An event that a view could not apply. */
export const ParkedEventView = z.strictObject({
  /** Its id. */
  id: Uuid,
  view: ViewName,
  type: z.string(),
  stream: z.string(),
  /** Name of what the stream is about, such as a project; null where nobody knows one. */
  about: z.nullable(z.string()),
  /** Number in its stream, from 1. */
  number: z.number(),
  recordedAt: Instant,
  cause: z.enum(['unknown-type', 'future-version', 'invalid-data', 'wrong-account', 'failed']),
  /** What went wrong, as the program says it. */
  reason: z.string(),
  /** The first documents that it holds back; empty where nobody can tell which it touches, and its whole stream waits. */
  documents: z.array(z.strictObject({ id: z.string(), name: z.nullable(z.string()) })),
  /** How many documents it holds back in all. */
  documentCount: z.number(),
  /** Events that wait behind it. */
  waiting: z.number(),
});
export type ParkedEventView = z.infer<typeof ParkedEventView>;

export const listParkedEvents = query('listParkedEvents', '/replay/parked', 'Events that a view could not apply', {
  answer: page(ParkedEventView),
  query: z.strictObject({ ...pageQuery, view: z.optional(ViewName) }),
});

const View = z.strictObject({ view: ViewName });
const Build = z.strictObject({ view: ViewName, build: BuildId });
const Parked = z.strictObject({ view: ViewName, eventId: Uuid });

export const ParkedEventDetail = z.strictObject({
  ...ParkedEventView.shape,
  schemaVersion: z.number(),
  /** As stored, JSON; personal fields are sealed. */
  data: z.string(),
  metadata: z.string(),
  hash: z.string(),
});
export type ParkedEventDetail = z.infer<typeof ParkedEventDetail>;
export const getParkedEvent = query('getParkedEvent', '/replay/views/:view/parked/:eventId', 'A parked event', {
  answer: ParkedEventDetail,
  params: Parked,
});

/** A document that differs, with the events that made it. */
export const DocumentDifference = z.strictObject({
  id: z.string(),
  in: z.enum(['both', 'before', 'after']),
  /** Texts are JSON, cut when long; null where there is no such field. Personal fields are sealed. */
  fields: z.array(z.strictObject({ path: z.string(), before: z.nullable(z.string()), after: z.nullable(z.string()) })),
  /** The latest, newest last. */
  events: z.array(
    z.strictObject({
      id: Uuid,
      type: z.string(),
      stream: z.string(),
      /** Number in its stream, from 1. */
      number: z.number(),
      at: Instant,
      /** The client whom it concerns, on whose timeline it may be told; null for what concerns none. */
      account: z.nullable(Uuid),
    }),
  ),
});
export type DocumentDifference = z.infer<typeof DocumentDifference>;
export const getComparison = query(
  'getComparison',
  '/replay/views/:view/builds/:build/comparison',
  'What differs between a build and the one that served',
  {
    /** The first 200 differing documents; `summary` counts all. */
    answer: z.strictObject({ summary: ComparisonSummary, differences: z.array(DocumentDifference) }),
    params: Build,
  },
);

export const ReplayEntry = z.strictObject({
  /** The event's id. */
  id: Uuid,
  kind: z.enum(['started', 'paused', 'resumed', 'finished', 'compared', 'switched', 'dropped', 'left-out']),
  view: ViewName,
  /** What was built, compared, dropped or switched to; null for `left-out`. */
  build: z.nullable(BuildId),
  /** What it was compared with or switched from. */
  from: z.nullable(BuildId),
  /** Of `finished`. */
  made: z.nullable(z.strictObject({ events: z.number(), documents: z.number(), seconds: z.number() })),
  /** Of `compared`. */
  compared: z.nullable(z.strictObject({ equal: z.number(), differing: z.number() })),
  /** Of `left-out`. */
  leftOut: z.nullable(
    z.strictObject({ eventId: Uuid, type: z.string(), stream: z.string(), number: z.number(), reason: z.string() }),
  ),
  at: Instant,
  /** Null for what the portal did by itself, or somebody with access to its server. */
  by: z.nullable(PersonRef),
});
export type ReplayEntry = z.infer<typeof ReplayEntry>;
export const listReplays = query('listReplays', '/replay/history', 'What was rebuilt, switched and left out', {
  answer: page(ReplayEntry),
  query: z.strictObject({ ...pageQuery, view: z.optional(ViewName) }),
});

/** Makes a new build beside the one that serves; `version` is the newest in the source when absent. */
export const startRebuild = command('startRebuild', '/replay/views/:view/rebuild', 'Rebuild a view beside', {
  answer: CommandAnswer,
  params: View,
  body: z.strictObject({ version: z.optional(z.int().check(z.minimum(1))) }),
});
export const pauseRebuild = command('pauseRebuild', '/replay/views/:view/pause', 'Pause the rebuild of a view', {
  answer: CommandAnswer,
  params: View,
});
export const resumeRebuild = command('resumeRebuild', '/replay/views/:view/resume', 'Go on with a paused rebuild', {
  answer: CommandAnswer,
  params: View,
});
/** Answers when they are compared. */
export const compareBuilds = command(
  'compareBuilds',
  '/replay/views/:view/builds/:build/compare',
  'Compare a build with the one that serves',
  { answer: CommandAnswer, params: Build },
);
/** Forth to a finished and compared build, or back to a kept one. */
export const switchView = command('switchView', '/replay/views/:view/switch', 'Let another build serve', {
  answer: CommandAnswer,
  params: View,
  body: z.strictObject({
    to: BuildId,
    /** That the differences are known and wanted. */
    accept: z.optional(z.boolean()),
  }),
});
/** Deletes a build that does not serve; one that is under way is stopped first. */
export const dropBuild = command('dropBuild', '/replay/views/:view/builds/:build/drop', 'Drop a build', {
  answer: CommandAnswer,
  params: Build,
});
/** Tries the parked events of a view again, in order. */
export const retryParked = command('retryParked', '/replay/views/:view/retry', 'Try parked events again', {
  /** How many events still cannot be applied. */
  answer: z.strictObject({ parked: z.number() }),
  params: View,
});
/** The view goes on as if the event had never been; other views and the log keep it. */
export const leaveOutEvent = command(
  'leaveOutEvent',
  '/replay/views/:view/parked/:eventId/leave-out',
  'Leave a parked event out of a view, and say why',
  { answer: CommandAnswer, params: Parked, body: z.strictObject({ reason: prose(500) }) },
);
