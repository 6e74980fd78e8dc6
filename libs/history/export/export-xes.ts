import type { StoredEvent } from '#event-sourcing';
import { xesWriter, type LogAttribute } from '#interchange';
import { en } from '../messages/en.js';
import type { ExportPiece, ExportScope } from './export-log.js';
import {
  partsOfCase,
  projectBeginnings,
  type ActivityData,
  type CaseData,
  type CaseReading,
} from './recorded-cases.js';
import { RunProjects } from './run-projects.js';

/** What a log is called whose cases come from more than one. */
const MANY = 'Portico';

/** What is to be known of all projects before the first is written. */
interface Survey {
  readonly sources: ReadonlySet<string>;
  /** Whether some run here and were not recorded elsewhere. */
  readonly hasRun: boolean;
}

/**
 * Projects as XES, case by case in the order in which they began; what was recorded elsewhere is as it came in. What
 * only the business sees is in it, marked as such.
 */
export async function* exportXes(source: CaseReading, scope: ExportScope): AsyncGenerator<ExportPiece> {
  const reading = { erased: en.erasedValue, ...source };
  const until = await reading.store.head();
  const survey = await surveyed(reading, scope, until);
  const cases = new Cases(reading, survey, until);
  yield piece(xesWriter.head(survey.hasRun || survey.sources.size !== 1 ? MANY : ([...survey.sources][0] ?? MANY)));
  for await (const first of projectBeginnings(reading.store, scope, until)) yield* cases.of(first);
  yield piece(xesWriter.end());
}

function piece(text: string, events = 0, position = 0n): ExportPiece {
  return { text, events, position };
}

async function surveyed({ store, catalog }: CaseReading, scope: ExportScope, until: bigint): Promise<Survey> {
  const sources = new Set<string>();
  let hasRun = false;
  for await (const { type, schemaVersion, data } of projectBeginnings(store, scope, until)) {
    if (type !== 'ProjectRecorded') hasRun = true;
    else sources.add((catalog.read(type, schemaVersion, data) as unknown as { readonly source: string }).source);
    if (sources.size > 1) break;
  }
  return { sources, hasRun };
}

class Cases {
  #run: RunProjects | undefined;

  constructor(
    private readonly reading: CaseReading,
    private readonly survey: Survey,
    private readonly until: bigint,
  ) {}

  async *of(first: StoredEvent): AsyncGenerator<ExportPiece> {
    yield* first.type === 'ProjectRecorded' ? this.#recorded(first) : this.#runHere(first);
    yield piece(xesWriter.caseEnd(), 0, first.position);
  }

  async *#recorded(first: StoredEvent): AsyncGenerator<ExportPiece> {
    let isBegun = false;
    for await (const { case: data, activities } of partsOfCase(this.reading, first, this.until)) {
      if (!isBegun) yield piece(xesWriter.caseStart(this.#attributesOf(data)), 0, first.position);
      isBegun = true;
      const text = activities.map((activity) => xesWriter.event(attributesOf(activity))).join('');
      yield piece(text, activities.length, first.position);
    }
  }

  /** A case without a name is known by its place. */
  #attributesOf({ caseName, place, source, attributes }: CaseData): LogAttribute[] {
    return [
      ...(place === undefined ? [string('concept:name', caseName)] : []),
      ...(attributes as LogAttribute[]),
      ...(this.survey.sources.size > 1 ? [string('portico:source', source)] : []),
    ];
  }

  async *#runHere(first: StoredEvent): AsyncGenerator<ExportPiece> {
    const run = (this.#run ??= await RunProjects.of(this.reading));
    yield piece(xesWriter.caseStart(run.attributesOf(first)), 0, first.position);
    for await (const { events } of run.partsOf(first, this.until))
      yield piece(events.map((attributes) => xesWriter.event(attributes)).join(''), events.length, first.position);
  }
}

function attributesOf({ activity, occurredAt, resource, lifecycle, attributes }: ActivityData): LogAttribute[] {
  return [
    ...(activity === undefined ? [] : [string('concept:name', activity)]),
    ...(occurredAt === undefined ? [] : [{ key: 'time:timestamp', type: 'date', value: occurredAt }]),
    ...(resource === undefined ? [] : [string('org:resource', resource)]),
    ...(lifecycle === undefined ? [] : [string('lifecycle:transition', lifecycle)]),
    ...(attributes as LogAttribute[]),
  ];
}

function string(key: string, value: string): LogAttribute {
  return { key, type: 'string', value };
}
