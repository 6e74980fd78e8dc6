import { Injectable } from '@nestjs/common';
import type { ReceiptView } from '#contracts';
import { Transactions, type EventMetadata, type StoredEvent } from '#event-sourcing';
import { Directory, PersonalData, Views } from '#platform';
import type { RecordedProjectEvent } from '#workflow';
import { flattenedTexts } from './flattened-texts.js';
import { TellEntries } from './tell-entries.js';
import type { TimelineDocument } from './timeline.js';
import { toldProjects } from './told-projects.js';

type Activity = Extract<RecordedProjectEvent, { type: 'ActivityRecorded' }>['data'];

/** Gathers what a receipt shows of an entry besides the check of its chain. */
@Injectable()
export class Evidence {
  constructor(
    private readonly transactions: Transactions,
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly tell: TellEntries,
  ) {}

  async of(document: TimelineDocument, event: StoredEvent): Promise<Omit<ReceiptView, 'chain'>> {
    const [entry] = await this.tell.of([document]);
    if (!entry) throw new Error('An entry was told of as nothing.');
    const { id, type, revision, at, data, metadata } = event;
    return {
      entry,
      schemaVersion: event.schemaVersion,
      stream: event.stream,
      number: revision + 1,
      prev: (JSON.parse(metadata) as EventMetadata).prev,
      hash: event.hash,
      proof: { id, type, revision, at, data, metadata },
      ...(type === 'ActivityRecorded' ? await this.#ofActivity(document, event) : await this.#ofDeed(document)),
    };
  }

  async #ofDeed({ by }: TimelineDocument): Promise<Pick<ReceiptView, 'who' | 'imported' | 'attributes'>> {
    const person = by === '' ? undefined : (await this.directory.people([by])).get(by);
    return {
      who: by === '' ? null : { name: person?.name ?? null, email: person?.email ?? null },
      imported: null,
      attributes: [],
    };
  }

  async #ofActivity(
    { project }: TimelineDocument,
    event: StoredEvent,
  ): Promise<Pick<ReceiptView, 'who' | 'imported' | 'attributes'>> {
    const { catalog, personal } = this.transactions;
    const { resource, attributes } = catalog.read(event.type, event.schemaVersion, event.data) as unknown as Activity;
    const texts = flattenedTexts(attributes);
    const opened = await this.#opened(
      personal,
      texts.map(({ value }) => value),
    );
    const [name] = resource === undefined ? [] : await personal.open([resource]);
    const from = await this.views.of(toldProjects).get(project);
    return {
      who: resource === undefined ? null : { name: name ?? null, email: null },
      imported: from?.imported ? { ...from.imported, place: event.revision } : null,
      attributes: texts.map(({ key }, index) => ({ key, value: opened[index] ?? '' })),
    };
  }

  async #opened(personal: PersonalData, values: readonly string[]): Promise<string[]> {
    return (await personal.open(values)).map((value) => value ?? this.tell.messages.erasedValue);
  }
}
