import { EventCatalog, eventType, type Document, type ProjectedEvent, type Projection } from '#event-sourcing';

/** What an event of the tests says. */
export interface Note {
  /** Documents that it touches. */
  readonly on: readonly string[];
  readonly text: string;
  readonly tags?: string[];
}

/** A note has a text; the rest is left to those who read it. */
const schema = {
  parse: (input: unknown) => {
    if (typeof input === 'object' && input !== null && 'on' in input && !('text' in input)) throw new Error('No text.');
    return input as Note;
  },
};

export const boardEvents = [
  eventType({
    type: 'NotePinned',
    version: 2,
    schema,
    meaning: 'A note was pinned.',
    upcasters: { 1: (data) => data },
  }),
  eventType({ type: 'BoardsCleared', version: 1, schema, meaning: 'Boards were taken down.' }),
  eventType({ type: 'PhoneRang', version: 1, schema, meaning: 'Of no interest.' }),
];

export const catalog = new EventCatalog(boardEvents);

export interface Board extends Document {
  notes: string[];
  tags: string[];
  lastActor: string;
  count: number;
}

export type BoardEvent = ProjectedEvent<'NotePinned' | 'BoardsCleared', Note>;

/** Texts that the projection chokes on, until they are taken out. */
export const choking = new Set<string>();

/** Boards with the notes pinned to them: order matters, drafts are changed in place, parts of events are kept. */
export const boards: Projection<Board, BoardEvent> = {
  name: 'boards',
  version: 1,
  indexes: [['account', 'count']],
  handles: ['NotePinned', 'BoardsCleared'],
  keys: ({ data }) => {
    if (choking.has(`keys ${data.text}`)) throw new Error('No keys.');
    return data.on;
  },
  evolve(draft, event, id) {
    const { data } = event;
    if (event.type === 'BoardsCleared') return undefined;
    const board = draft ?? {
      _id: id,
      account: event.account,
      notes: [],
      tags: data.tags ?? [],
      lastActor: '',
      count: 0,
    };
    board.notes.push(data.text);
    board.tags.push(data.text);
    board.lastActor = event.actor;
    board.count += 1;
    // The draft is spoilt by then, as it is when a real fold fails half way.
    if (choking.has(data.text)) throw new Error(`Choked on ${data.text}.`);
    if (choking.has(`json ${data.text}`)) board.count = 1n as unknown as number;
    return board;
  },
};

/** Every event by position, whatever it is about: one document each. */
export const entries: Projection<Document & { text: string }, BoardEvent> = {
  name: 'entries',
  version: 1,
  indexes: [['account']],
  handles: ['NotePinned', 'BoardsCleared'],
  keys: ({ id }) => [id],
  evolve: (_, { data, account }, id) => ({ _id: id, account, text: data.text }),
};
