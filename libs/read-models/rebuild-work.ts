import { join } from 'node:path';
import { rmSync } from 'node:fs';
import type { StoredEvent } from '#event-sourcing';
import { LogPages, type LogPage } from '#event-store';
import { BuildFile } from './build-file.js';
import { nameOfBuild, type Build } from './build.js';
import { BulkFold } from './bulk-fold.js';
import { Lane } from './lane.js';
import { Persistence } from './persistence.js';
import { ReadEvent } from './read-event.js';
import type { AnyProjection } from './read-model-store.js';
import type { RebuildControl } from './rebuild-control.js';
import type { RebuildReport } from './rebuild-report.js';
import type { Rebuilt, RebuildProgress } from './rebuild.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import { projectionOf, type ViewSource } from './view-source.js';

/** What is rebuilt, from where. */
export interface RebuildTask {
  readonly build: Build;
  /** The log's file. */
  readonly log: string;
  /** The folder of views. */
  readonly views: string;
  readonly leftOut: ReadonlySet<string>;
  /** Events folded between two looks at what is wished; 250 when absent. */
  readonly atOnce?: number;
}

/** It was stopped; what is stored can be resumed. */
export class RebuildStopped extends Error {
  override readonly name = 'RebuildStopped';
  constructor() {
    super('The rebuild was stopped.');
  }
}

const PAGE = 2_000;
const AT_ONCE = 250;
/** How much work a kill may cost. */
const STORED_EVERY_MS = 10_000;
/** The end of a growing log is chased so often; after that whoever keeps the view up to date takes the rest. */
const MOST_CHASES = 20;
const FRESH_MS = 1_000;

/** One rebuild, from wherever its file was left to the log's end. Everything it touches is these two files. */
export class RebuildWork {
  readonly #log: LogPages;
  readonly #projection: AnyProjection;
  readonly #atOnce: number;
  #workedMs = 0;
  #phase: RebuildProgress['phase'] = 'reading';
  /** What is made at the moment. */
  #made: { readonly position: bigint; readonly documents: number } = { position: 0n, documents: 0 };
  #position = 0n;
  #readUntil: string | undefined;

  constructor(
    private readonly task: RebuildTask,
    private readonly source: ViewSource,
    private readonly control: RebuildControl,
    private readonly report: RebuildReport,
  ) {
    this.#projection = projectionOf(source, task.build);
    this.#atOnce = task.atOnce ?? AT_ONCE;
    const handled = new Set<string>(this.#projection.handles);
    // Types that nobody knows are read, since they may hold something up.
    const ignored = source.catalog.types.map(({ type }) => type).filter((type) => !handled.has(type));
    this.#log = new LogPages(task.log, ignored);
  }

  /** @throws RebuildStopped, Fenced */
  async run(): Promise<Rebuilt> {
    this.#build();
    await this.#catchUp();
    this.#log.close();
    const seconds = this.#workedMs / 1000;
    return { events: this.report.events, documents: this.#made.documents, seconds, position: this.#position };
  }

  #build(): void {
    const file = this.#open();
    try {
      if (file.isIndexed) return;
      this.#read(file);
      this.#phase = 'indexing';
      this.#worked(() => {
        file.index(() => {
          this.#tell();
          if (this.control.isStopped) throw new RebuildStopped();
        });
      });
    } finally {
      file.close();
    }
  }

  /** What was begun with other events left out begins anew. */
  #open(): BuildFile {
    const { build, views, leftOut } = this.task;
    const path = join(views, `${nameOfBuild(build)}.db`);
    const definition = { ...this.#projection, build: build.build };
    const file = new BuildFile(path, definition);
    if (file.position === 0n || file.notes.leftOut.symmetricDifference(leftOut).size === 0) return file;
    file.close();
    for (const part of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${part}`, { force: true });
    return new BuildFile(path, definition);
  }

  #read(file: BuildFile): void {
    const { catalog } = this.source;
    const { leftOut } = this.task;
    const eventsUpTo = (position: bigint) => this.#eventsUpTo(position);
    const fold = new BulkFold({ projection: this.#projection, catalog, leftOut, eventsUpTo }, file);
    this.#begin(fold);
    let storedAt = performance.now();
    const store = (): void => {
      fold.store();
      storedAt = performance.now();
    };
    for (;;) {
      const page = this.#page(fold.position);
      if (page.end === fold.position) break;
      for (const [events, end] of portionsOf(page, this.#atOnce)) {
        this.#worked(() => {
          fold.add(events, end);
        });
        this.#passed(events);
        if (this.#mustPause) this.#worked(store);
        this.#giveWay();
      }
      if (fold.isFull || performance.now() - storedAt > STORED_EVERY_MS) this.#worked(store);
    }
    this.#worked(store);
  }

  async #catchUp(): Promise<void> {
    const { build, views, leftOut } = this.task;
    const models = new SqliteReadModels(views);
    const persistence = new Persistence(() => undefined);
    const context = { catalog: this.source.catalog, views: models, persistence };
    const lane = await Lane.open({ projection: this.#projection, build, leftOut }, context);
    this.#phase = 'catching-up';
    this.#begin(lane);
    try {
      for (let chase = 0; chase < MOST_CHASES; chase += 1) {
        const since = performance.now();
        await this.#chase(lane, this.#log.head());
        if (performance.now() - since < FRESH_MS) break;
      }
      this.#phase = 'ready';
      this.#tell();
    } finally {
      await models.close();
    }
  }

  async #chase(lane: Lane, head: bigint): Promise<void> {
    while (lane.position < head) {
      const page = this.#page(lane.position);
      const since = performance.now();
      await lane.take(
        page.events.map((event) => new ReadEvent(event, this.source.catalog)),
        page.end,
      );
      if (lane.isFull) await lane.flush();
      this.#workedMs += performance.now() - since;
      this.#passed(page.events);
      this.#giveWay();
    }
    await lane.close();
  }

  #page(after: bigint): LogPage {
    return this.#worked(() => this.#log.page(after, this.control.isHeldBack ? this.#atOnce : PAGE));
  }

  *#eventsUpTo(position: bigint): Generator<StoredEvent> {
    for (let after = 0n; after < position;) {
      const { events, end } = this.#log.page(after, PAGE);
      for (const event of events) if (event.position <= position) yield event;
      after = end;
    }
  }

  #worked<Result>(work: () => Result): Result {
    const since = performance.now();
    const result = work();
    const milliseconds = performance.now() - since;
    this.#workedMs += milliseconds;
    this.control.rest(milliseconds);
    return result;
  }

  get #mustPause(): boolean {
    return this.control.isPaused || this.control.isStopped;
  }

  /** Waits while it is paused. @throws RebuildStopped */
  #giveWay(): void {
    if (this.control.isPaused) this.#tell('paused');
    this.control.waitWhilePaused();
    if (this.control.isStopped) throw new RebuildStopped();
  }

  #begin(made: { readonly position: bigint; readonly documents: number }): void {
    this.#made = made;
    this.#position = made.position;
    this.#tell();
  }

  #passed(events: readonly StoredEvent[]): void {
    const { position } = this.#made;
    this.report.read(Number(position - this.#position));
    this.#position = position;
    this.#readUntil = events.at(-1)?.at ?? this.#readUntil;
    this.#tell();
  }

  #tell(phase = this.#phase): void {
    this.report.tell(phase, () => ({
      position: this.#position,
      head: this.#log.head(),
      documents: this.#made.documents,
      readUntil: this.#readUntil,
    }));
  }
}

function* portionsOf({ events, end }: LogPage, atOnce: number): Generator<[readonly StoredEvent[], bigint]> {
  for (let start = 0; start < events.length; start += atOnce) {
    const some = events.slice(start, start + atOnce);
    const isLast = start + atOnce >= events.length;
    yield [some, isLast ? end : (some.at(-1)?.position ?? end)];
  }
  if (events.length === 0) yield [[], end];
}
