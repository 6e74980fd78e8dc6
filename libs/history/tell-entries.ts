import { Injectable } from '@nestjs/common';
import type { TimelineEntry } from '#contracts';
import { Directory, PersonalData, Views, type DirectoryPerson } from '#platform';
import type { Happening } from './happening.js';
import type { Messages } from './messages.js';
import { en } from './messages/en.js';
import { sentenceOf, type Telling } from './sentences.js';
import { recordedAt, type TimelineDocument } from './timeline.js';
import { toldProjects, type ToldProject } from './told-projects.js';

/** Everything that a page of entries needs, looked up once. */
interface Known {
  readonly people: ReadonlyMap<string, DirectoryPerson>;
  readonly projects: ReadonlyMap<string, ToldProject>;
  readonly accounts: ReadonlyMap<string, { readonly name: string }>;
  readonly business: string;
  /** By sealed text. */
  readonly opened: ReadonlyMap<string, string | undefined>;
}

/** Makes entries that people read out of the timeline's documents: names and sealed texts are opened, sentences made. */
@Injectable()
export class TellEntries {
  readonly messages: Messages = en;

  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly personal: PersonalData,
  ) {}

  async of(documents: readonly TimelineDocument[]): Promise<TimelineEntry[]> {
    const known = await this.#known(documents);
    return documents.map((document) => this.#entry(document, known));
  }

  async #known(documents: readonly TimelineDocument[]): Promise<Known> {
    const sealed = documents.flatMap(({ what }) => (what.type === 'ActivityRecorded' ? (what.resource ?? []) : []));
    const people = documents.flatMap(({ by, what }) => [
      ...(by === '' ? [] : [by]),
      ...('person' in what ? [what.person] : []),
    ]);
    const ids = [...new Set(documents.flatMap(({ project }) => (project === '' ? [] : [project])))];
    const projects = await this.views.of(toldProjects).getMany(ids);
    const opened = await this.personal.open(sealed);
    return {
      people: await this.directory.people(people),
      projects: new Map(projects.map((project) => [project._id, project])),
      accounts: await this.directory.accounts(documents.map(({ account }) => account)),
      business: await this.directory.business(),
      opened: new Map(sealed.map((text, index) => [text, opened[index]])),
    };
  }

  #entry(document: TimelineDocument, known: Known): TimelineEntry {
    const { _id, kind, visibility, by, project, occurredAt, what } = document;
    const own = known.projects.get(project);
    return {
      id: _id,
      kind,
      visibility,
      event: what.type,
      sentence: sentenceOf(what, this.#telling(document, known)),
      body: this.#body(what, known),
      by: by === '' ? null : { id: by, name: known.people.get(by)?.name ?? null },
      project: own ? { id: own._id, name: own.name } : null,
      at: recordedAt(document),
      occurredAt: occurredAt ?? null,
    };
  }

  #telling({ by, project, account }: TimelineDocument, known: Known): Telling {
    const { messages } = this;
    const person: Telling['person'] = (id, place) => known.people.get(id)?.name ?? messages.erased[place];
    const own = known.projects.get(project);
    return {
      messages,
      person,
      by: by === '' ? known.business || messages.portal : person(by, 'first'),
      project: own?.name ?? '',
      account: known.accounts.get(account)?.name ?? '',
      task: (id) => own?.tasks[id] ?? messages.untitled,
    };
  }

  #body(what: Happening, { opened }: Known): string | null {
    if ('body' in what) return what.body;
    if (what.type === 'StatusUpdated') return what.sentence;
    if (what.type === 'TaskReopened') return what.reason ?? null;
    if (what.type !== 'ActivityRecorded' || what.resource === undefined) return null;
    return opened.get(what.resource) ?? this.messages.erased.first;
  }
}
