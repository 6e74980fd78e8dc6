import * as z from 'zod';
import { Instant, Position, Uuid, ViewName } from '#contracts';
import { eventType, type EventOf, type NewEventOf } from '#event-sourcing';

/* These types and the names of their fields are the stored format: version them with care. */

const number = z.int().nonnegative();
const Build = z.strictObject({ version: number, build: number });
const BuildOfView = z.strictObject({ view: ViewName, ...Build.shape });

export const RebuildStarted = eventType({
  type: 'RebuildStarted',
  version: 1,
  schema: BuildOfView,
  meaning: 'A new build of a view was begun beside the one that serves.',
});
export const RebuildPaused = eventType({
  type: 'RebuildPaused',
  version: 1,
  schema: BuildOfView,
  meaning: 'A rebuild was told to wait.',
});
export const RebuildResumed = eventType({
  type: 'RebuildResumed',
  version: 1,
  schema: BuildOfView,
  meaning: 'A rebuild that waited was told to go on.',
});
export const RebuildFinished = eventType({
  type: 'RebuildFinished',
  version: 1,
  schema: z.strictObject({
    ...BuildOfView.shape,
    events: number,
    documents: number,
    seconds: z.number().nonnegative(),
  }),
  meaning: 'A build has caught up with the log and is kept up to date from then on.',
});
export const BuildsCompared = eventType({
  type: 'BuildsCompared',
  version: 1,
  schema: z.strictObject({
    view: ViewName,
    before: Build,
    after: Build,
    position: Position,
    asOf: z.nullable(Instant),
    documents: z.strictObject({ before: number, after: number }),
    equal: number,
    differing: number,
    onlyBefore: number,
    onlyAfter: number,
  }),
  meaning: 'All documents of a build were compared with those of the one that served, at one position of the log.',
});
export const ViewSwitched = eventType({
  type: 'ViewSwitched',
  version: 1,
  schema: z.strictObject({ view: ViewName, from: Build, to: Build }),
  meaning: 'Another build of a view serves readers, forth or back.',
});
export const BuildDropped = eventType({
  type: 'BuildDropped',
  version: 1,
  schema: BuildOfView,
  meaning: 'A build that did not serve was deleted, or a rebuild was given up.',
});
export const EventLeftOut = eventType({
  type: 'EventLeftOut',
  version: 1,
  schema: z.strictObject({
    view: ViewName,
    eventId: Uuid,
    type: z.string(),
    stream: z.string(),
    revision: number,
    reason: z.string(),
  }),
  meaning: 'A view goes on as if an event that it could not apply had never been; log and other views keep it.',
});

export const replayEvents = [
  RebuildStarted,
  RebuildPaused,
  RebuildResumed,
  RebuildFinished,
  BuildsCompared,
  ViewSwitched,
  BuildDropped,
  EventLeftOut,
];
export type ReplayEvent = EventOf<(typeof replayEvents)[number]>;
export type NewReplayEvent = NewEventOf<(typeof replayEvents)[number]>;
