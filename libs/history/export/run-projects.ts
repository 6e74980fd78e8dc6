import type { EventStore, Json, StoredEvent } from '#event-sourcing';
import type { LogAttribute } from '#interchange';
import type { WorkflowEvent } from '#workflow';
import { knownAccounts } from '../import/known-accounts.js';
import type { CaseReading } from './recorded-cases.js';

const PAGE = 500;

type Deed = WorkflowEvent;
type DataOf<Type extends Deed['type']> = Extract<Deed, { type: Type }>['data'];

/** What an event is called and what it says besides who and when. */
interface Told {
  readonly name: string;
  readonly transition?: string;
  readonly more?: readonly LogAttribute[];
}

/** Titles of a project's tasks, by id. */
type Titles = Map<string, string>;

type Tellers = { readonly [Type in Deed['type']]?: (data: DataOf<Type>, titles: Titles) => Told };

const text = (key: string, value: string): LogAttribute => ({ key, type: 'string', value });
const titleOf = (titles: Titles, id: string): string => titles.get(id) ?? 'A task';

/* A task is an activity; its completion and whatever follows are transitions of it. */
const TELLERS: Tellers = {
  ProjectStarted: ({ template: { id, version }, tasks }, titles) => {
    for (const task of tasks) titles.set(task.id, task.title);
    return { name: 'Project started', more: [text('portico:template', `${id}@${version}`)] };
  },
  InternalTasksPlanned: ({ tasks }, titles) => {
    for (const task of tasks) titles.set(task.id, task.title);
    return { name: 'Internal tasks planned' };
  },
  TaskCompleted: ({ taskId }, titles) => ({ name: titleOf(titles, taskId), more: [task(taskId)] }),
  TaskReopened: ({ taskId, reason }, titles) => ({
    name: titleOf(titles, taskId),
    transition: 'resume',
    more: [task(taskId), ...(reason === undefined ? [] : [text('portico:reason', reason)])],
  }),
  StatusUpdated: ({ state, sentence }) => ({
    name: 'Status updated',
    more: [text('portico:status', state), text('portico:text', sentence)],
  }),
  NotePublished: ({ body }) => ({ name: 'Note published', more: [text('portico:text', body)] }),
  InternalNoteAdded: ({ body }) => ({ name: 'Internal note added', more: [text('portico:text', body)] }),
};

function task(id: string): LogAttribute {
  return { key: 'portico:task', type: 'id', value: id };
}

/** A project that runs here, or the next part of a long one. */
export interface RunPart {
  readonly events: readonly (readonly LogAttribute[])[];
}

/** Tells of projects that run here as XES does: cases with attributes, events with a name, a time and who did it. */
export class RunProjects {
  private constructor(
    private readonly reading: CaseReading,
    /** Sealed names, by person. */
    private readonly people: ReadonlyMap<string, string>,
    /** Names, by account. */
    private readonly accounts: ReadonlyMap<string, string>,
  ) {}

  static async of(reading: CaseReading): Promise<RunProjects> {
    return new RunProjects(reading, await sealedNames(reading.store), await knownAccounts(reading.store));
  }

  /** Attributes of the case whose first event this is. */
  attributesOf(first: StoredEvent): LogAttribute[] {
    const { name } = this.#dataOf(first) as { readonly name?: string };
    const account = this.accounts.get(first.account ?? '');
    return [
      text('concept:name', name ?? 'Project'),
      { key: 'identity:id', type: 'id', value: first.stream.slice(first.stream.indexOf('-') + 1) },
      ...(account === undefined ? [] : [text('portico:account', account)]),
    ];
  }

  /** Events of the case in parts, each event as its attributes. */
  async *partsOf(first: StoredEvent, until: bigint): AsyncGenerator<RunPart> {
    const titles: Titles = new Map();
    for (let from = 0; ;) {
      const page = await this.reading.store.readStream(first.stream, { from, limit: PAGE });
      const events = page.filter(({ position }) => position <= until);
      const names = await this.#namesIn(events);
      yield { events: events.map((event) => this.#attributesOfEvent(event, titles, names)) };
      if (page.length < PAGE) return;
      from += page.length;
    }
  }

  #attributesOfEvent(event: StoredEvent, titles: Titles, names: ReadonlyMap<string, string>): LogAttribute[] {
    const { name, transition = 'complete', more = [] } = this.#told(event, titles);
    const { actor } = actorIn(event);
    return [
      text('concept:name', name),
      { key: 'time:timestamp', type: 'date', value: event.at },
      text('org:resource', names.get(actor) ?? actor),
      text('lifecycle:transition', transition),
      { key: 'identity:id', type: 'id', value: event.id },
      text('portico:event', event.type),
      text('portico:visibility', event.visibility),
      ...more,
    ];
  }

  #told(event: StoredEvent, titles: Titles): Told {
    const teller = TELLERS[event.type as Deed['type']] as ((data: Json, titles: Titles) => Told) | undefined;
    return teller?.(this.#dataOf(event), titles) ?? { name: inWords(event.type) };
  }

  #dataOf({ type, schemaVersion, data }: StoredEvent): Json {
    return this.reading.catalog.read(type, schemaVersion, data);
  }

  /** Names of those who did something, by id. */
  async #namesIn(events: readonly StoredEvent[]): Promise<Map<string, string>> {
    const actors = [...new Set(events.map((event) => actorIn(event).actor))].filter((actor) => this.people.has(actor));
    const opened = await this.reading.personal.open(actors.map((actor) => this.people.get(actor) ?? ''));
    return new Map(actors.map((actor, index) => [actor, opened[index] ?? this.reading.erased ?? '']));
  }
}

function actorIn({ metadata }: StoredEvent): { readonly actor: string } {
  return JSON.parse(metadata) as { readonly actor: string };
}

/** `PhaseMoved` reads "Phase moved". */
function inWords(type: string): string {
  const [first = '', ...others] = type.replaceAll(/(?<=.)(?=[A-Z])/g, ' ').split(' ');
  return [first, ...others.map((word) => word.toLowerCase())].join(' ');
}

async function sealedNames(store: EventStore): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let after = 0n; ;) {
    const page = await store.readAll(after, { categories: ['person'], limit: PAGE });
    for (const { data } of page) {
      const { personId, name } = JSON.parse(data) as { readonly personId?: string; readonly name?: string };
      if (personId !== undefined && name !== undefined) names.set(personId, name);
    }
    const last = page.at(-1);
    if (!last) return names;
    after = last.position;
  }
}
