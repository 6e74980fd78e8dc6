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
  readonly stream: StreamName;
  readonly revision: number;
  readonly at: string;
  readonly occurredAt?: string;
  readonly what: Happening;
}

/** Events that a timeline tells of. */
export type TimelineEvent = (WorkflowEvent | AccountEvent) & Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

export const timeline: Projection<TimelineDocument, TimelineEvent> = {
  name: 'timeline',
  version: 1,
  indexes: [
    ['account', 'order'],
    ['account', 'visibility', 'order'],
    ['account', 'project', 'order'],
    ['account', 'kind', 'order'],
    ['account', 'by', 'order'],
    ['account', 'recorded'],
    ['account', 'visibility', 'month'],
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
    stream: event.stream,
    revision: event.revision,
    at: event.at,
    ...(occurredAt !== undefined && { occurredAt }),
    what: told.what,
  };
}

/** Actors that are no person have a name such as `import`. */
const PERSON = /^[0-9a-f]{8}-/;
