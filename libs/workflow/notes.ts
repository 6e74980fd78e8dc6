import type { Document, ProjectedEvent, Projection } from '#event-sourcing';
import type { WorkflowEvent } from './domain/project-events.js';

export interface NoteDocument extends Document {
  readonly account: string;
  readonly project: string;
  readonly visibility: 'client' | 'internal';
  readonly body: string;
  readonly at: string;
  readonly by: string;
  /** Sorts notes of a project in the order in which they were written. */
  readonly order: string;
}

type Note = Extract<WorkflowEvent, { type: 'NotePublished' | 'InternalNoteAdded' }> &
  Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

export const notes: Projection<NoteDocument, Note> = {
  name: 'notes',
  version: 1,
  indexes: [
    ['account', 'project', 'order'],
    ['account', 'project', 'visibility', 'order'],
  ],
  handles: ['NotePublished', 'InternalNoteAdded'],
  keys: ({ data }) => [data.noteId],
  evolve: (draft, { data, stream, account, visibility, at, actor, revision }, id) =>
    draft ?? {
      _id: id,
      account: account ?? '',
      project: stream.slice('project-'.length),
      visibility,
      body: data.body,
      at,
      by: actor,
      order: `${at}#${String(revision).padStart(10, '0')}`,
    },
};
