import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '#event-sourcing';
import { boards, catalog, entries, type Board } from './boards.harness.js';
import { TestLog, type Happening } from './log.harness.js';
import { ProjectionRunner, type ProjectionRunnerOptions } from './projection-runner.js';
import type { AnyProjection } from './read-model-store.js';
import type { ReadPosition } from './readers.js';
import { SqliteReadModels } from './sqlite-read-models.js';
import type { ViewPlan } from './view-plan.js';

export const pin = (text: string, ...on: string[]): Happening => ({
  type: 'NotePinned',
  schemaVersion: 2,
  data: { on, text },
});
export const clear = (...on: string[]): Happening => ({ type: 'BoardsCleared', data: { on, text: '' } });
export const ring: Happening = { type: 'PhoneRang' };

/** A log, a folder of views, and the runners between them, the last one started being `runner`. */
export class Running {
  readonly folder = mkdtempSync(join(tmpdir(), 'portico-runner-'));
  readonly log = new TestLog();
  views = new SqliteReadModels(this.folder);
  /** Ids of events that the boards leave out. */
  readonly leftOut = new Set<string>();
  readonly #runners: ProjectionRunner[] = [];
  readonly #views = [this.views];

  get runner(): ProjectionRunner {
    const last = this.#runners.at(-1);
    if (!last) throw new Error('Nothing was started.');
    return last;
  }

  leaveOut(id: string): void {
    this.leftOut.add(id);
  }

  /** What is said of the views: that the boards leave some events out. */
  get plans(): ViewPlan[] {
    const serving = { view: 'boards', version: 1, build: 0 };
    return [{ view: 'boards', serving, beside: [], leftOut: new Set(this.leftOut) }];
  }

  async start(options: Partial<ProjectionRunnerOptions> = {}): Promise<ProjectionRunner> {
    const { log: store, views, plans } = this;
    const runner = new ProjectionRunner({ store, catalog, views, plans, projections: [boards, entries], ...options });
    this.#runners.push(runner);
    await runner.start();
    return runner;
  }

  /** Opens the folder once more, as another process does. */
  reopen(): void {
    this.views = new SqliteReadModels(this.folder);
    this.#views.push(this.views);
  }

  /** Waits until everything in the log was taken. */
  async upToDate(): Promise<ReadPosition> {
    return this.runner.waitFor(await this.log.head(), ['boards', 'entries'], 10_000);
  }

  board(id: string): Promise<Board | undefined> {
    return this.views.view<Board>(boards).get(id);
  }

  async texts(id: string): Promise<string[] | undefined> {
    return (await this.board(id))?.notes;
  }

  async dump(projection: AnyProjection = boards): Promise<Map<string, Document>> {
    const found = new Map<string, Document>();
    for await (const document of this.views.view(projection).dump()) found.set(document._id, document);
    return found;
  }

  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.stop()));
    await Promise.all(this.#views.map((views) => views.close()));
    await rm(this.folder, { recursive: true });
  }
}
