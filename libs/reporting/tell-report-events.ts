import { Injectable } from '@nestjs/common';
import type { ReportEvent } from '#contracts';
import { Transactions, type StoredEvent, type StreamName } from '#event-sourcing';
import { Directory, type DirectoryAccount } from '#platform';
import type { WorkflowEvent } from '#workflow';
import type { Counted } from './domain/figures.js';
import { statusAfter, type ReportDocument } from './reports.js';

/** One that a figure counts, in its project. */
export interface CountedEvent extends Counted {
  readonly project: ReportDocument;
}

type Told<Event> = Event extends WorkflowEvent ? Pick<Event, 'type' | 'data'> : never;
type Titles = ReadonlyMap<string, string>;

/** Makes what people read of counted events: each is read from the log, where its id and its words stand. */
@Injectable()
export class TellReportEvents {
  constructor(
    private readonly transactions: Transactions,
    private readonly directory: Directory,
  ) {}

  async of(counted: readonly CountedEvent[]): Promise<ReportEvent[]> {
    const accounts = await this.directory.accounts(counted.map(({ project }) => project.account));
    const runs = new Set(counted.flatMap(({ project }) => (project.run ? [project._id] : [])));
    const titles = new Map(await Promise.all([...runs].map(async (id) => [id, await this.#titles(id)] as const)));
    const told = await Promise.all(counted.map((one) => this.#tell(one, accounts, titles.get(one.project._id))));
    return told.flatMap((event) => event ?? []);
  }

  async #tell(
    { project, fact, lasted, endedBy }: CountedEvent,
    accounts: ReadonlyMap<string, DirectoryAccount>,
    titles: Titles | undefined,
  ): Promise<ReportEvent | undefined> {
    const event = await this.#read(project._id, fact.revision);
    if (!event) return undefined;
    const { _id, account, name } = project;
    return {
      id: event.id,
      account: { id: account, name: accounts.get(account)?.name ?? '' },
      project: { id: _id, name },
      event: event.type,
      at: event.at,
      ...this.#words(event, titles),
      lasted,
      endedBy: endedBy ? ((await this.#read(_id, endedBy.revision))?.id ?? null) : null,
    };
  }

  #words(event: StoredEvent, titles: Titles = new Map()): Pick<ReportEvent, 'what' | 'occurredAt'> {
    const { type, data } = this.#opened(event);
    if (type === 'ActivityRecorded') return { what: statusAfter(data) || null, occurredAt: data.occurredAt ?? null };
    if (type === 'StatusUpdated') return { what: data.state, occurredAt: null };
    return { what: 'taskId' in data ? (titles.get(data.taskId) ?? null) : null, occurredAt: null };
  }

  /** Titles of a project's tasks by their ids; they stand in the events that it began with. */
  async #titles(project: string): Promise<Titles> {
    const first = await this.transactions.store.readStream(streamOf(project), { limit: 2 });
    return new Map(
      first
        .map((event) => this.#opened(event))
        .flatMap(({ type, data }) => (type === 'ProjectStarted' || type === 'InternalTasksPlanned' ? data.tasks : []))
        .map(({ id, title }) => [id, title]),
    );
  }

  async #read(project: string, revision: number): Promise<StoredEvent | undefined> {
    const [event] = await this.transactions.store.readStream(streamOf(project), { from: revision, limit: 1 });
    return event;
  }

  #opened({ type, schemaVersion, data }: StoredEvent): Told<WorkflowEvent> {
    return { type, data: this.transactions.catalog.read(type, schemaVersion, data) } as Told<WorkflowEvent>;
  }
}

function streamOf(project: string): StreamName {
  return `project-${project}`;
}
