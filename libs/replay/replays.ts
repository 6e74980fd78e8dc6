import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { ReplayEvent } from './domain/view-events.js';

type Of<Type extends ReplayEvent['type']> = Extract<ReplayEvent, { type: Type }>['data'];

/** What happened, as its event says. */
export type ReplayStep = {
  [Type in ReplayEvent['type']]: { readonly type: Type; readonly data: Of<Type> };
}[ReplayEvent['type']];

/** One thing that was done to a view: a rebuild, a switch, a comparison, or an event left out. */
export interface ReplayDocument extends Document {
  readonly view: string;
  readonly visibility: 'internal';
  /** When it was recorded, and behind it the place in its stream. */
  readonly recorded: string;
  readonly at: string;
  /** Person id, or a name such as `portico`. */
  readonly by: string;
  readonly what: ReplayStep;
}

type Happened = ReplayEvent & Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

/** Name of the view that says, to admins alone, that something about views has moved. */
export const REPLAYS_VIEW = 'replays';

/** What was done to views, by event id. */
export const replays: Projection<ReplayDocument, Happened> = {
  name: REPLAYS_VIEW,
  version: 1,
  indexes: [
    ['visibility', 'recorded'],
    ['view', 'recorded'],
  ],
  handles: [
    'RebuildStarted',
    'RebuildPaused',
    'RebuildResumed',
    'RebuildFinished',
    'BuildsCompared',
    'ViewSwitched',
    'BuildDropped',
    'EventLeftOut',
  ],
  keys: ({ id }) => [id],
  evolve: (draft, event) =>
    draft ?? {
      _id: event.id,
      view: event.data.view,
      visibility: 'internal',
      recorded: `${event.at}#${String(event.revision).padStart(10, '0')}`,
      at: event.at,
      by: event.actor,
      what: { type: event.type, data: event.data } as ReplayStep,
    },
};
