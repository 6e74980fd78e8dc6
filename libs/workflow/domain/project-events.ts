import * as z from 'zod';
import { eventType, type EventOf, type NewEventOf } from '#event-sourcing';
import { recordedProjectEvents } from './recorded-project.js';

const Day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

const PlannedPhase = z.strictObject({ id: z.string(), name: z.string(), startsOn: Day, endsOn: Day });
export type PlannedPhase = z.infer<typeof PlannedPhase>;

const PlannedTask = z.strictObject({
  id: z.uuid(),
  /** Id of the template's step. */
  step: z.string(),
  /** Id of its phase. */
  phase: z.string(),
  title: z.string(),
  why: z.optional(z.string()),
  side: z.enum(['client', 'business']),
  /** Ids of tasks of the project, internal ones among them. */
  needs: z.array(z.uuid()),
  dueOn: Day,
  minutes: z.optional(z.int()),
});
export type PlannedTask = z.infer<typeof PlannedTask>;

export const ProjectStarted = eventType({
  type: 'ProjectStarted',
  version: 1,
  meaning:
    'A project was started from a version of a template; it carries its whole plan, so that no later version changes it.',
  schema: z.strictObject({
    name: z.string(),
    template: z.strictObject({ id: z.string(), version: z.int(), name: z.string() }),
    startsOn: Day,
    phases: z.array(PlannedPhase),
    /** The tasks that the client sees, in the template's order. */
    tasks: z.array(PlannedTask),
  }),
});

/** Apart from ProjectStarted, since a client may read that event word for word in its receipt. */
export const InternalTasksPlanned = eventType({
  type: 'InternalTasksPlanned',
  version: 1,
  meaning: 'The tasks of a project that only the business sees; internal.',
  schema: z.strictObject({
    tasks: z.array(
      z.strictObject({
        ...PlannedTask.shape,
        /** Place among all tasks of the project, from 0. */
        place: z.int(),
      }),
    ),
  }),
});

export const TaskCompleted = eventType({
  type: 'TaskCompleted',
  version: 1,
  meaning: 'A task was completed; internal when the task is.',
  schema: z.strictObject({ taskId: z.uuid() }),
});

export const TaskReopened = eventType({
  type: 'TaskReopened',
  version: 1,
  meaning: 'A completed task was opened again; internal when the task is.',
  schema: z.strictObject({ reason: z.optional(z.string()), taskId: z.uuid() }),
});

export const StatusUpdated = eventType({
  type: 'StatusUpdated',
  version: 1,
  meaning: 'The business said how a project stands, with a sentence for the client.',
  schema: z.strictObject({
    sentence: z.string(),
    state: z.enum(['on-track', 'at-risk', 'late', 'paused', 'finished']),
  }),
});

export const NotePublished = eventType({
  type: 'NotePublished',
  version: 1,
  meaning: 'A note that the client reads.',
  schema: z.strictObject({ body: z.string(), noteId: z.uuid() }),
});

export const InternalNoteAdded = eventType({
  type: 'InternalNoteAdded',
  version: 1,
  meaning: 'A note that only the business reads; internal.',
  schema: z.strictObject({ body: z.string(), noteId: z.uuid() }),
});

/**
 * These names and fields are what is stored: they are versioned with care. Where a type is common, its fields stand in the
 * order of canonical JSON, whose text is then written at once.
 */
const types = [
  ProjectStarted,
  InternalTasksPlanned,
  TaskCompleted,
  TaskReopened,
  StatusUpdated,
  NotePublished,
  InternalNoteAdded,
] as const;

export const workflowEvents = [...types, ...recordedProjectEvents];
export type WorkflowEvent = EventOf<(typeof workflowEvents)[number]>;
export type NewProjectEvent = NewEventOf<(typeof types)[number]>;
