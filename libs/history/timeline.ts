import type { Document, ProjectedEvent, Projection, StreamName, Visibility } from '#event-sourcing';
import type { EntryKind } from '#contracts';
import type { AccountEvent } from '#accounts';
import type { WorkflowEvent } from '#workflow';
import { TOLD_TYPES, happeningOf, type Happening } from './happening.js';

/**
 * One thing that happened, as a client or the business may read it. Sentences are made on reading, so that a name that
 * was erased or a better word shows everywhere at once; personal texts stand in it sealed.
 */
export interface TimelineDocument extends Document {
  readonly account: string;
  /** `''` where it belongs to no project. */
  readonly project: string;
  readonly kind: EntryKind;
  readonly visibility: Visibility;
  /** Person id of who did it; `''` where no person of the portal did. */
  readonly by: string;
  /** When it happened in UTC, and behind it the place in its stream, so that a case keeps the order of its file. */
  readonly order: string;
  /** When it was recorded, likewise. */
  readonly recorded: string;
  /** `YYYY-MM` in UTC of when it happened. */
  readonly month: string;
  /** Where in its stream it stands, from 0. */
  readonly revision: number;
  /** With its source's own offset; absent where it happened when it was recorded, as far as anybody knows. */
  readonly occurredAt?: string;
  readonly what: Happening;
}

/** Events that a timeline tells of. */
export type TimelineEvent = (WorkflowEvent | AccountEvent) & Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

export const timeline: Projection<TimelineDocument, TimelineEvent> = {
  name: 'timeline',
  version: 1,
  // Imported histories make this the largest view by far, and each index costs it a tenth of its speed.
  indexes: [
    ['account', 'order'],
    // Its last field lets months be counted without opening a document.
    ['account', 'visibility', 'order', 'month'],
    ['account', 'kind', 'order'],
    ['account', 'recorded'],
    ['project', 'order'],
    ['by', 'order'],
  ],
  handles: TOLD_TYPES,
  keys: (event) => (event.account === undefined || happeningOf(event) === undefined ? [] : [event.id]),
  evolve: (draft, event) => draft ?? entryOf(event),
};

function entryOf(event: TimelineEvent): TimelineDocument | undefined {
  const told = happeningOf(event);
  if (!told || event.account === undefined) return undefined;
  const occurredAt = event.type === 'ActivityRecorded' ? event.data.occurredAt : undefined;
  const happened = occurredAt === undefined ? event.at : new Date(occurredAt).toISOString();
  const place = String(event.revision).padStart(10, '0');
  return {
    _id: event.id,
    account: event.account,
    project: event.stream.startsWith('project-') ? event.stream.slice('project-'.length) : '',
    kind: told.kind,
    visibility: event.visibility,
    by: PERSON.test(event.actor) ? event.actor : '',
    order: `${happened}#${place}`,
    recorded: `${event.at}#${place}`,
    month: happened.slice(0, 7),
    revision: event.revision,
    ...(occurredAt !== undefined && { occurredAt }),
    what: told.what,
  };
}

/** Length of an instant, which stands before the place in its stream. */
const INSTANT = 24;

/** When an entry was recorded. */
export function recordedAt({ recorded }: Pick<TimelineDocument, 'recorded'>): string {
  return recorded.slice(0, INSTANT);
}

/** The stream that an entry's event is in. */
export function streamOf({ account, project }: Pick<TimelineDocument, 'account' | 'project'>): StreamName {
  return project === '' ? `account-${account}` : `project-${project}`;
}

/** Actors that are no person have a name such as `import`. */
const PERSON = /^[0-9a-f]{8}-/;
