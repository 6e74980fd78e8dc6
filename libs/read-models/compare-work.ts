import { join } from 'node:path';
import type { StoredEvent } from '#event-sourcing';
import { LogPages } from '#event-store';
import { nameOfBuild, type Build } from './build.js';
import { BuiltDocuments, compareIds, type BuiltDocument } from './built-documents.js';
import type { Comparison, DocumentDifference, MakingEvent } from './comparison.js';
import { fieldDifferences } from './field-differences.js';
import { FreshFold } from './fresh-fold.js';
import { namedBy } from './intake.js';
import { ReadEvent } from './read-event.js';
import type { AnyProjection } from './read-model-store.js';
import { projectionOf, type ViewSource } from './view-source.js';

/** Which builds are compared, and where they lie. */
export interface CompareTask {
  readonly before: Build;
  readonly after: Build;
  /** The log's file. */
  readonly log: string;
  /** The folder of views. */
  readonly views: string;
  /** How many differing documents are shown in detail. */
  readonly most: number;
}

const PAGE = 2_000;
const MOST_EVENTS = 20;

interface Side {
  readonly projection: AnyProjection;
  readonly documents: BuiltDocuments;
  /** Ids of documents that events after the position have deleted here. */
  readonly deleted: ReadonlySet<string>;
}

/** One document in both builds, as JSON. */
interface Pair {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Compares two builds of a view, all documents, at the position of the one that is less far. */
export class CompareWork {
  readonly #log: LogPages;
  readonly #before: Side;
  readonly #after: Side;
  readonly #position: bigint;
  readonly #counts = { before: 0, after: 0, equal: 0, differing: 0, onlyBefore: 0, onlyAfter: 0 };
  readonly #differences: Omit<DocumentDifference, 'events'>[] = [];

  constructor(
    private readonly task: CompareTask,
    private readonly source: ViewSource,
  ) {
    this.#log = new LogPages(task.log);
    const [before, after] = [task.before, task.after].map(
      (build) => new BuiltDocuments(join(task.views, `${nameOfBuild(build)}.db`)),
    ) as [BuiltDocuments, BuiltDocuments];
    this.#position = before.position < after.position ? before.position : after.position;
    this.#before = this.#side(task.before, before);
    this.#after = this.#side(task.after, after);
  }

  run(): Comparison {
    const late = new Set<string>();
    for (const { id, before, after } of pairsOf(this.#before.documents, this.#after.documents)) {
      const pair = { before: before?.text, after: after?.text };
      if (this.#isLate(this.#before, id, before) || this.#isLate(this.#after, id, after)) late.add(id);
      else this.#compare(id, pair);
    }
    this.#compareLate(late);
    const { before, after, ...counts } = this.#counts;
    const asOf = this.#log.recordedAt(this.#position);
    const differences = this.#withEvents();
    this.#close();
    return {
      before: this.task.before,
      after: this.task.after,
      position: this.#position,
      ...(asOf !== undefined && { asOf }),
      documents: { before, after },
      ...counts,
      differences,
    };
  }

  #side(build: Build, documents: BuiltDocuments): Side {
    const deleted = documents.deletedAfter(this.#position);
    return { projection: projectionOf(this.source, build), documents, deleted };
  }

  /** Whether a build's document is not as it was at the position. */
  #isLate({ deleted }: Side, id: string, document: BuiltDocument | undefined): boolean {
    return document ? document.position > this.#position : deleted.has(id);
  }

  /** Documents that events after the position have changed are folded anew up to it, in either build. */
  #compareLate(changed: ReadonlySet<string>): void {
    const late = new Set([...changed, ...this.#before.deleted, ...this.#after.deleted]);
    if (late.size === 0) return;
    const [before, after] = [this.#foldAnew(this.#before, late), this.#foldAnew(this.#after, late)];
    for (const id of late) this.#compare(id, { before: before.get(id)?.text, after: after.get(id)?.text });
  }

  #foldAnew({ projection, documents }: Side, only: ReadonlySet<string>): FreshFold['documents'] {
    const { leftOut } = documents.notes;
    const fold = new FreshFold(projection, this.source.catalog, { only, leftOut });
    for (const event of this.#events()) fold.add(event);
    return fold.documents;
  }

  #compare(id: string, { before, after }: Pair): void {
    if (before !== undefined) this.#counts.before += 1;
    if (after !== undefined) this.#counts.after += 1;
    if (before === after) {
      if (before !== undefined) this.#counts.equal += 1;
      return;
    }
    const fields = fieldDifferences(before && JSON.parse(before), after && JSON.parse(after));
    if (fields.length === 0) this.#counts.equal += 1;
    else this.#note({ id, in: sideOf({ before, after }), fields });
  }

  #note(difference: Omit<DocumentDifference, 'events'>): void {
    const counted = { both: 'differing', before: 'onlyBefore', after: 'onlyAfter' } as const;
    this.#counts[counted[difference.in]] += 1;
    if (this.#differences.length < this.task.most) this.#differences.push(difference);
  }

  #withEvents(): DocumentDifference[] {
    const made = new Map<string, MakingEvent[]>(this.#differences.map(({ id }) => [id, []]));
    if (made.size > 0) for (const event of this.#events()) this.#attribute(event, made);
    const sorted = this.#differences.sort((one, other) => compareIds(one.id, other.id));
    return sorted.map((difference) => ({ ...difference, events: made.get(difference.id) ?? [] }));
  }

  #attribute(event: StoredEvent, made: ReadonlyMap<string, MakingEvent[]>): void {
    const takers = [this.#before.projection, this.#after.projection].filter(({ handles }) =>
      (handles as readonly string[]).includes(event.type),
    );
    const read = new ReadEvent(event, this.source.catalog);
    for (const id of new Set(takers.flatMap((projection) => namedBy(projection, read) ?? []))) {
      const events = made.get(id);
      if (!events) continue;
      const { position, type, stream, revision, at, account } = event;
      events.push({ position, id: event.id, type, stream, revision, at, account });
      if (events.length > MOST_EVENTS) events.shift();
    }
  }

  *#events(): Generator<StoredEvent> {
    for (let after = 0n; after < this.#position;) {
      const { events, end } = this.#log.page(after, PAGE);
      for (const event of events) if (event.position <= this.#position) yield event;
      after = end;
    }
  }

  #close(): void {
    this.#before.documents.close();
    this.#after.documents.close();
    this.#log.close();
  }
}

function sideOf({ before, after }: Pair): DocumentDifference['in'] {
  if (before === undefined) return 'after';
  return after === undefined ? 'before' : 'both';
}

interface DocumentPair {
  readonly id: string;
  readonly before: BuiltDocument | undefined;
  readonly after: BuiltDocument | undefined;
}

/** Documents of two builds side by side. */
function* pairsOf(before: BuiltDocuments, after: BuiltDocuments): Generator<DocumentPair> {
  const [ones, others] = [before.all(), after.all()];
  let [one, other] = [nextOf(ones), nextOf(others)];
  for (let pair = firstOf(one, other); pair; pair = firstOf(one, other)) {
    yield pair;
    if (pair.before) one = nextOf(ones);
    if (pair.after) other = nextOf(others);
  }
}

function nextOf(documents: Generator<BuiltDocument, void>): BuiltDocument | undefined {
  return documents.next().value ?? undefined;
}

/** The one that comes first, with the other one if it has the same id. */
function firstOf(before: BuiltDocument | undefined, after: BuiltDocument | undefined): DocumentPair | undefined {
  if (!before) return after && { id: after.id, before, after };
  const order = after ? compareIds(before.id, after.id) : -1;
  if (order < 0) return { id: before.id, before, after: undefined };
  return after && { id: after.id, before: order === 0 ? before : undefined, after };
}
