import type { EventCatalog, EventOf, EventStore, PersonalData, StoredEvent } from '#event-sourcing';
import type { ActivityRecorded, ProjectRecorded, RecordedAttribute } from '#workflow';
import { projectStreamOf, type ExportScope } from './export-log.js';

export type CaseData = EventOf<typeof ProjectRecorded>['data'];
export type ActivityData = EventOf<typeof ActivityRecorded>['data'];

/** A case, or the next part of a long one, with names of people as they read. */
export interface RecordedPart {
  readonly position: bigint;
  readonly case: CaseData;
  readonly activities: readonly ActivityData[];
}

export interface CaseReading {
  readonly store: EventStore;
  readonly catalog: EventCatalog;
  readonly personal: PersonalData;
  /** What stands for the name of somebody who was erased; nothing when absent. */
  readonly erased?: string;
}

const PAGE = 1000;

/** All cases in the order in which they came into the log, each in the order of its file. @param until last position looked at */
export async function* recordedCases(
  reading: CaseReading,
  scope: ExportScope,
  until: bigint,
): AsyncGenerator<RecordedPart> {
  for await (const first of projectBeginnings(reading.store, scope, until))
    if (first.type === 'ProjectRecorded') yield* partsOfCase(reading, first, until);
}

/** The first event of each project, in the order of the log. @param until last position looked at */
export async function* projectBeginnings(
  store: EventStore,
  scope: ExportScope,
  until: bigint,
): AsyncGenerator<StoredEvent> {
  for await (const event of firstEvents(store, scope)) {
    if (event.position > until) return;
    if (scope.account === undefined || event.account === scope.account) yield event;
  }
}

async function* firstEvents(store: EventStore, { project }: ExportScope): AsyncGenerator<StoredEvent> {
  if (project !== undefined) return yield* await store.readStream(projectStreamOf(project), { limit: 1 });
  for (let after = 0n; ;) {
    const page = await store.readAll(after, { categories: ['project'], limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    yield* page.filter(({ revision }) => revision === 0);
    after = last.position;
  }
}

/** A case of which `first` is the first event; at least one part. */
export async function* partsOfCase(
  reading: CaseReading,
  first: StoredEvent,
  until: bigint,
): AsyncGenerator<RecordedPart> {
  const [data] = await dataOf<CaseData>(reading, [first]);
  if (!data) return;
  for (let from = 1; ;) {
    const page = await reading.store.readStream(first.stream, { from, limit: PAGE });
    const activities = page.filter(({ type, position }) => type === 'ActivityRecorded' && position <= until);
    yield { position: first.position, case: data, activities: await dataOf<ActivityData>(reading, activities) };
    if (page.length < PAGE) return;
    from += page.length;
  }
}

async function dataOf<Data extends CaseData | ActivityData>(
  { catalog, personal, erased = '' }: CaseReading,
  events: readonly StoredEvent[],
): Promise<Data[]> {
  const all = events.map(({ type, schemaVersion, data }) => catalog.read(type, schemaVersion, data) as unknown as Data);
  const texts: { text: string; put: (opened: string) => void }[] = [];
  for (const data of all) collectTexts(data, texts);
  const opened = await personal.open(texts.map(({ text }) => text));
  texts.forEach(({ put }, index) => {
    put(opened[index] ?? erased);
  });
  return all;
}

/** The data was just parsed and belongs to nobody else: what is opened is put in its place. */
function collectTexts(data: CaseData | ActivityData, texts: { text: string; put: (opened: string) => void }[]): void {
  if ('resource' in data && data.resource !== undefined)
    texts.push({ text: data.resource, put: (opened) => (data.resource = opened) });
  collectValues(data.attributes, texts);
}

function collectValues(
  attributes: RecordedAttribute[],
  texts: { text: string; put: (opened: string) => void }[],
): void {
  for (const attribute of attributes) {
    texts.push({ text: attribute.value, put: (opened) => (attribute.value = opened) });
    if (attribute.children) collectValues(attribute.children, texts);
  }
}
