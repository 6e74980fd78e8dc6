import * as z from 'zod/mini';
import { command, query } from './operation.js';
import {
  CommandAnswer,
  Day,
  Instant,
  OffsetTime,
  PersonRef,
  Uuid,
  Visibility,
  line,
  page,
  pageQuery,
  prose,
} from './values.js';

const Project = z.strictObject({ projectId: Uuid });
const ProjectTask = z.strictObject({ projectId: Uuid, taskId: Uuid });

export const Side = z.enum(['client', 'business']);
export type Side = z.infer<typeof Side>;

/** How a project stands, as staff say it; clients read the words of the portal and the sentence. */
export const StatusState = z.enum(['on-track', 'at-risk', 'late', 'paused', 'finished']);
export type StatusState = z.infer<typeof StatusState>;

export const TemplateSummary = z.strictObject({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  description: z.string(),
  phases: z.array(z.string()),
  tasks: z.number(),
  /** Days from start to the last due date. */
  days: z.number(),
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;
export const listTemplates = query('listTemplates', '/templates', 'Workflows that a project can start from', {
  answer: page(TemplateSummary),
  query: z.strictObject(pageQuery),
});

export const StatusView = z.strictObject({
  state: StatusState,
  /** What the client reads. */
  sentence: z.string(),
  at: Instant,
  by: PersonRef,
  /** Goes into `If-Match` of `updateStatus`; 0 before the first status. */
  version: z.number(),
});

export const PhaseView = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['done', 'now', 'later']),
  startsOn: Day,
  endsOn: Day,
  doneAt: z.nullable(Instant),
  tasks: z.number(),
  done: z.number(),
});
export type PhaseView = z.infer<typeof PhaseView>;

export const TaskView = z.strictObject({
  id: Uuid,
  phase: z.string(),
  title: z.string(),
  /** Why it matters, in a sentence. */
  why: z.nullable(z.string()),
  side: Side,
  visibility: Visibility,
  state: z.enum(['open', 'blocked', 'done']),
  dueOn: z.nullable(Day),
  /** Minutes that it usually takes. */
  minutes: z.nullable(z.number()),
  /** Titles of the unfinished tasks that it waits for. */
  waitsFor: z.array(z.string()),
  /** Titles of the tasks that it opens when it is done. */
  unlocks: z.array(z.string()),
  doneAt: z.nullable(Instant),
  doneBy: z.nullable(PersonRef),
  /** `completeTask`, `reopenTask`: what this person may do now. */
  allowed: z.array(z.string()),
});
export type TaskView = z.infer<typeof TaskView>;

export const ProjectSummary = z.strictObject({
  id: Uuid,
  account: z.strictObject({ id: Uuid, name: z.string() }),
  name: z.string(),
  /** `run` follows a template; `recorded` came from an imported log and has no tasks. */
  kind: z.enum(['run', 'recorded']),
  phase: z.nullable(z.string()),
  phases: z.array(PhaseView),
  tasks: z.number(),
  done: z.number(),
  status: z.nullable(StatusView),
  /** Open tasks of each side, and the earliest due date among them. */
  waitingOnClient: z.number(),
  waitingOnBusiness: z.number(),
  dueOn: z.nullable(Day),
  /** When something last happened, by the clock of what happened. */
  lastAt: z.nullable(OffsetTime),
  events: z.number(),
});
export type ProjectSummary = z.infer<typeof ProjectSummary>;

export const ProjectView = z.strictObject({
  ...ProjectSummary.shape,
  template: z.nullable(z.strictObject({ id: z.string(), version: z.number(), name: z.string() })),
  startedOn: z.nullable(Day),
  /** Where a recorded project came from. */
  recorded: z.nullable(
    z.strictObject({
      source: z.string(),
      caseName: z.string(),
      importedAt: Instant,
      firstAt: z.nullable(OffsetTime),
      attributes: z.array(z.strictObject({ key: z.string(), value: z.string() })),
    }),
  ),
  taskList: z.array(TaskView),
  /** Commands on the project that this person may give now. */
  allowed: z.array(z.string()),
});
export type ProjectView = z.infer<typeof ProjectView>;

export const listProjects = query('listProjects', '/projects', 'Projects that I may see, newest activity first', {
  answer: page(ProjectSummary),
  query: z.strictObject({
    ...pageQuery,
    account: z.optional(Uuid),
    kind: z.optional(z.enum(['run', 'recorded'])),
    name: z.optional(line(100)),
  }),
});
export const getProject = query('getProject', '/projects/:projectId', 'One project with its tasks', {
  answer: ProjectView,
  params: Project,
});

export const startProject = command(
  'startProject',
  '/accounts/:accountId/projects',
  'Start a project from a template',
  {
    answer: CommandAnswer,
    params: z.strictObject({ accountId: Uuid }),
    body: z.strictObject({ name: line(100), template: line(60), startsOn: z.optional(Day) }),
    status: 201,
  },
);
export const completeTask = command('completeTask', '/projects/:projectId/tasks/:taskId/complete', 'Complete a task', {
  answer: CommandAnswer,
  params: ProjectTask,
});
export const reopenTask = command(
  'reopenTask',
  '/projects/:projectId/tasks/:taskId/reopen',
  'Open a completed task again',
  { answer: CommandAnswer, params: ProjectTask, body: z.strictObject({ reason: z.optional(prose(500)) }) },
);
export const updateStatus = command('updateStatus', '/projects/:projectId/status', 'Say how the project stands', {
  answer: CommandAnswer,
  params: Project,
  body: z.strictObject({ state: StatusState, sentence: prose(500) }),
  versioned: true,
});
export const publishNote = command(
  'publishNote',
  '/projects/:projectId/notes',
  'Publish a note that the client reads',
  { answer: CommandAnswer, params: Project, body: z.strictObject({ body: prose(10_000) }), status: 201 },
);
export const addInternalNote = command(
  'addInternalNote',
  '/projects/:projectId/internal-notes',
  'Add a note that only the business reads',
  { answer: CommandAnswer, params: Project, body: z.strictObject({ body: prose(10_000) }), status: 201 },
);

export const NoteView = z.strictObject({
  id: Uuid,
  body: z.string(),
  visibility: Visibility,
  at: Instant,
  by: PersonRef,
});
export type NoteView = z.infer<typeof NoteView>;
/** Newest first; internal notes only for the business. */
export const listNotes = query('listNotes', '/projects/:projectId/notes', 'Notes of a project', {
  answer: page(NoteView),
  params: Project,
  query: z.strictObject({ ...pageQuery, visibility: z.optional(Visibility) }),
});

export const HomeView = z.strictObject({
  account: z.strictObject({ id: Uuid, name: z.string() }),
  /** Open tasks that this person can complete, most urgent first. */
  waitingOnYou: z.array(z.strictObject({ ...TaskView.shape, project: z.strictObject({ id: Uuid, name: z.string() }) })),
  projects: z.array(ProjectSummary),
  /** Four at most, in order of date. */
  next: z.array(
    z.strictObject({
      on: Day,
      what: z.string(),
      kind: z.enum(['task', 'phase-starts', 'phase-ends']),
      side: z.nullable(Side),
      project: z.strictObject({ id: Uuid, name: z.string() }),
    }),
  ),
  /** When this person was here before this visit, null on the first. */
  lastVisit: z.nullable(Instant),
  /** The member of staff to ask, if one is assigned. */
  contact: z.nullable(z.strictObject({ id: Uuid, name: z.nullable(z.string()), email: z.nullable(z.string()) })),
});
export type HomeView = z.infer<typeof HomeView>;
export const getHome = query('getHome', '/accounts/:accountId/home', "A client's home", {
  answer: HomeView,
  params: z.strictObject({ accountId: Uuid }),
});
/** Marks a visit, so that the next one can say what changed since. Written to the Vault only. */
export const recordVisit = command('recordVisit', '/accounts/:accountId/visits', 'Say that I am here', {
  answer: CommandAnswer,
  params: z.strictObject({ accountId: Uuid }),
});
