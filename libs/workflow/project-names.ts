import type { ProjectedEvent, Projection } from '#event-sourcing';
import { wordAt, wordIds, type NameWord } from '#read-models';
import type { WorkflowEvent } from './domain/project-events.js';

/** A word of a project's name, and who may know of the project. */
export interface ProjectNameWord extends NameWord {
  readonly kind: 'run' | 'recorded';
  readonly visibility: 'client' | 'internal';
}

type Begun = Extract<WorkflowEvent, { type: 'ProjectStarted' | 'ProjectRecorded' }> &
  Pick<ProjectedEvent, 'position' | 'hash' | 'commandId'>;

/** By which words a project is found. */
export const projectNames: Projection<ProjectNameWord, Begun> = {
  name: 'project-names',
  version: 1,
  indexes: [
    ['order', 'kind'],
    ['account', 'order'],
    ['account', 'visibility', 'order'],
  ],
  handles: ['ProjectStarted', 'ProjectRecorded'],
  keys: (event) => wordIds(event.stream.slice('project-'.length), nameOf(event)),
  evolve: (_, event, id) => {
    const word = wordAt(id, nameOf(event));
    const { account, visibility, type } = event;
    return word && { ...word, account, visibility, kind: type === 'ProjectStarted' ? 'run' : 'recorded' };
  },
};

function nameOf(event: Begun): string {
  return event.type === 'ProjectStarted' ? event.data.name : event.data.caseName;
}
