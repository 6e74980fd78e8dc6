import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boards, catalog, choking, entries } from './boards.harness.js';
import type { Build } from './build.js';
import { FreshFold } from './fresh-fold.js';
import { writeLogFile } from './log-file.harness.js';
import { TestLog, type Happening } from './log.harness.js';
import { ProjectionRunner } from './projection-runner.js';
import type { AnyProjection, ParkedEvent } from './read-model-store.js';
import { RebuildControl } from './rebuild-control.js';
import { RebuildReport } from './rebuild-report.js';
import { RebuildWork } from './rebuild-work.js';
import { clear, pin, ring } from './running.harness.js';
import { SqliteReadModels } from './sqlite-read-models.js';

const anyId = fc.constantFrom('u', 'v', 'w', 'x', 'y', 'z');
const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'json d'), fc.uniqueArray(anyId, { minLength: 1, maxLength: 3 }))
      .map(([text, on]) => pin(text, ...on)),
  },
  { weight: 3, arbitrary: fc.uniqueArray(anyId, { maxLength: 3 }).map((on) => clear(...on)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Happening>(
      ring,
      { ...pin('unreadable', 'x'), schemaVersion: 7 },
      { type: 'NeverHeardOf', data: { on: ['y'] }, stream: 'item-2' },
      { type: 'NotePinned', schemaVersion: 2, data: { on: ['z'] } },
      { ...pin('for whom', 'v'), account: 'acme' },
      { ...pin('for others', 'v'), account: 'birch' },
      { ...pin('elsewhere', 'w'), stream: 'item-2' },
    ),
  },
);

/** Is killed, as by SIGKILL, or stopped, after so many looks at what is wished. */
class ShortLived extends RebuildControl {
  constructor(
    private looks: number,
    private readonly isKilled: boolean,
  ) {
    super();
  }

  override get isStopped(): boolean {
    return !this.isKilled && this.looks <= 0;
  }

  override waitWhilePaused(): void {
    this.looks -= 1;
    if (this.isKilled && this.looks <= 0) throw new Error('Killed.');
  }
}

interface Held {
  readonly key: string;
  readonly cause: ParkedEvent['cause'];
  readonly event: string;
}

const heldOf = (parked: readonly ParkedEvent[]): Held[] =>
  parked
    .map(({ key, cause, event }) => ({ key, cause, event: event.id }))
    .sort((one, other) => `${one.event} ${one.key}`.localeCompare(`${other.event} ${other.key}`));

async function dump(views: SqliteReadModels, projection: AnyProjection, build: number): Promise<string[]> {
  const documents: string[] = [];
  for await (const document of views.view({ ...projection, build }).dump()) documents.push(JSON.stringify(document));
  return documents;
}

describe('a rebuild of any log', () => {
  it('is byte for byte what a fresh fold and the live view are, wherever it was killed or stopped', async () => {
    const lives = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.boolean()), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          happenings: fc.array(anyHappening, { maxLength: 60 }),
          ends: lives,
          chokes: fc.subarray(['b', 'keys c', 'json d']),
          projection: fc.constantFrom<AnyProjection>(boards, entries),
          left: fc.uniqueArray(fc.nat(40), { maxLength: 3 }),
        }),
        async ({ happenings, ends, chokes, projection, left }) => {
          choking.clear();
          for (const choke of chokes) choking.add(choke);
          const folder = mkdtempSync(join(tmpdir(), 'portico-rebuilt-'));
          const log = new TestLog();
          log.add(...happenings);
          const leftOut = new Set(left.map((number) => `event-${String(number)}`));
          await writeLogFile(join(folder, 'log.db'), log.events);
          const views = new SqliteReadModels(join(folder, 'views'));
          const build: Build = { view: projection.name, version: 1, build: 1 };
          const task = { build, log: join(folder, 'log.db'), views: join(folder, 'views'), leftOut, atOnce: 3 };
          const source = { catalog, projections: [boards, entries] };
          const report = () => new RebuildReport(() => undefined);
          for (const [looks, isKilled] of ends) {
            await new RebuildWork(task, source, new ShortLived(looks, isKilled), report()).run().catch(() => undefined);
          }
          await new RebuildWork(task, source, new RebuildControl(), report()).run();

          const serving = { ...build, build: 0 };
          const plans = [{ view: projection.name, serving, beside: [build], leftOut }];
          const runner = new ProjectionRunner({ store: log, catalog, views, projections: [projection], plans });
          await runner.start();
          await runner.waitFor(await log.head(), [projection.name], 10_000);
          const fold = new FreshFold(projection, catalog, { leftOut });
          for (const event of log.events) fold.add(event);
          const fresh = [...fold.documents].sort(([one], [other]) => (one < other ? -1 : 1));
          const expected = fresh.flatMap(([, { text }]) => text ?? []);
          expect(await dump(views, projection, 1)).toEqual(expected);
          expect(await dump(views, projection, 0)).toEqual(expected);
          expect(heldOf(await runner.parked(projection.name))).toEqual(heldOf(fold.held.unstored));
          await runner.apply([{ view: projection.name, serving: build, beside: [], leftOut }]);
          expect(heldOf(await runner.parked(projection.name))).toEqual(heldOf(fold.held.unstored));
          await runner.stop();
          await views.close();
          rmSync(folder, { recursive: true });
        },
      ),
      { numRuns: 60 },
    );
  }, 240_000);
});
