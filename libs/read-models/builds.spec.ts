import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projections } from './boards-source.harness.js';
import { boards, choking } from './boards.harness.js';
import { buildNamed, nameOfBuild, type Build } from './build.js';
import { Running, pin } from './running.harness.js';
import type { ViewChanged } from './view-changed.js';
import { plansFor, type ViewPlan } from './view-plan.js';

const OLD: Build = { view: 'boards', version: 1, build: 0 };
const NEW: Build = { view: 'boards', version: 2, build: 3 };

const plan = (serving: Build, ...beside: readonly Build[]): ViewPlan[] => [
  { view: 'boards', serving, beside, leftOut: new Set() },
];

describe('builds of a view', () => {
  let running: Running;

  beforeEach(() => {
    choking.clear();
    running = new Running();
  });
  afterEach(() => running.close());

  const notes = async ({ version, build }: Build): Promise<unknown> =>
    (await running.views.view<{ _id: string; notes: string[] }>({ ...boards, version, build }).get('x'))?.notes;

  it('are kept up to date side by side, of two versions of the code, and one of them serves', async () => {
    running.log.add(pin('a', 'x'), pin('c', 'x'));
    const runner = await running.start({ projections, plans: plan(OLD, NEW) });
    await running.upToDate();
    running.log.add(pin('b', 'x'));
    await running.upToDate();
    await runner.apply(plan(NEW, OLD));
    await running.upToDate();
    expect([await notes(OLD), await notes(NEW)]).toEqual([
      ['a', 'c', 'b'],
      ['a', 'b'],
    ]);
    expect(runner.serving('boards')).toMatchObject({ version: 2, build: 3 });
    const [head, events] = [await running.log.head(), 0];
    const common = { position: head, events, seconds: 0, documents: 1, parked: 0 };
    expect(runner.status().filter(({ build }) => build.view === 'boards')).toEqual([
      { build: OLD, ...common, serving: false },
      { build: NEW, ...common, serving: true },
    ]);
  });

  it('tell once when another one serves, back again too, and nothing of those that do not serve', async () => {
    running.log.add(pin('a', 'x'));
    const runner = await running.start({ projections, plans: plan(OLD, NEW) });
    await running.upToDate();
    const heard: ViewChanged[] = [];
    runner.onChanged((change) => heard.push(change));
    await runner.apply(plan(NEW, OLD));
    await runner.apply(plan(NEW, OLD));
    await runner.apply(plan(OLD, NEW));
    const position = await running.log.head();
    const told = { view: 'boards', position, changes: [], isSwitched: true };
    expect(heard).toEqual([told, told]);
    running.log.add(pin('b', 'x'));
    await running.upToDate();
    expect(heard.filter(({ view }) => view === 'boards')).toHaveLength(3);
  });

  it('are let go of, and dropped with their file', async () => {
    running.log.add(pin('a', 'x'));
    const runner = await running.start({ projections, plans: plan(OLD, NEW) });
    await running.upToDate();
    expect(await running.views.builds()).toEqual(expect.arrayContaining([OLD, NEW]));
    expect(await running.views.size(NEW)).toBeGreaterThan(4096);
    await runner.apply(plan(OLD));
    await running.views.drop(NEW);
    expect(existsSync(join(running.folder, `${nameOfBuild(NEW)}.db`))).toBe(false);
    expect([await running.views.builds(), await running.views.size(NEW)]).not.toContainEqual(NEW);
    running.log.add(pin('b', 'x'));
    await running.upToDate();
    expect(await notes(OLD)).toEqual(['a', 'b']);
  });

  it('count their documents through deletions, restarts and repairs', async () => {
    choking.add('b');
    running.log.add(pin('a', 'x', 'y'), pin('b', 'z'), { type: 'BoardsCleared', data: { on: ['y'], text: '' } });
    const documents = () => running.runner.status().find(({ build }) => build.view === 'boards')?.documents;
    await running.start();
    await running.upToDate();
    expect(documents()).toBe(1);
    await running.runner.stop();
    choking.clear();
    await running.start();
    await running.runner.retryParked('boards');
    expect(documents()).toBe(2);
    running.log.add(pin('c', 'y'), pin('d', 'x'));
    await running.upToDate();
    expect(documents()).toBe(3);
  });

  it('apply what waited behind an event that is left out, in each of them, and after a restart', async () => {
    choking.add('b');
    running.log.add(pin('a', 'x'), pin('b', 'x'), pin('d', 'x'), pin('e', 'y'));
    const runner = await running.start({ projections, plans: plan(OLD, NEW) });
    await running.upToDate();
    expect(await notes(OLD)).toEqual(['a']);
    const leftOut = new Set(['event-1']);
    const plans = plan(OLD, NEW).map((one) => ({ ...one, leftOut }));
    await runner.apply(plans);
    expect([await notes(OLD), await notes(NEW)]).toEqual([
      ['a', 'd'],
      ['a', 'd'],
    ]);
    expect(await runner.parked('boards')).toEqual([]);
    expect((await running.upToDate()).stale).toBe(false);
    await runner.stop();
    running.log.add(pin('f', 'x'));
    await running.start({ projections, plans });
    await running.upToDate();
    expect(await notes(OLD)).toEqual(['a', 'd', 'f']);
  });

  it('have an event taken out that one of them could apply and that is left out', async () => {
    running.log.add(pin('a', 'x'), pin('b', 'x'), pin('d', 'x'));
    const runner = await running.start({ projections, plans: plan(OLD) });
    await running.upToDate();
    await runner.apply(plan(OLD).map((one) => ({ ...one, leftOut: new Set(['event-1']) })));
    expect(await notes(OLD)).toEqual(['a', 'd']);
    await runner.apply(plan(OLD));
    expect(await notes(OLD)).toEqual(['a', 'b', 'd']);
  });

  it('refuse a build from another log and go on with the others', async () => {
    const writer = await running.views.takeOver({ ...boards, version: 2, build: 3 });
    await writer.flush({ from: 0n, to: 1000n, writes: [], parked: [] });
    running.log.add(pin('a', 'x'));
    const runner = await running.start({ projections });
    await expect(runner.apply(plan(OLD, NEW))).rejects.toThrow('another log');
    running.log.add(pin('b', 'x'));
    await running.upToDate();
    expect(await notes(OLD)).toEqual(['a', 'b']);
  });
});

describe('plans', () => {
  it('let the newest version serve that was made, or the newest there is', () => {
    const served = (made: readonly Build[]): readonly unknown[] =>
      plansFor(projections, [], made).map(({ serving }) => nameOfBuild(serving));
    expect(served([])).toEqual(['boards@2', 'entries@1']);
    expect(served([OLD])).toEqual(['boards@1', 'entries@1']);
    expect(served([OLD, { ...NEW, build: 0 }])).toEqual(['boards@2', 'entries@1']);
    expect(served([OLD, NEW])).toEqual(['boards@1', 'entries@1']);
  });

  it('leave alone what the source does not have any more', () => {
    const gone = { view: 'boards', version: 9, build: 1 };
    expect(plansFor(projections, plan(NEW, gone, OLD, NEW), [])[0]).toMatchObject({ serving: NEW, beside: [OLD] });
    expect(plansFor(projections, plan(gone), [])[0]?.serving).toEqual({ ...NEW, build: 0 });
    expect(plansFor(projections, [{ ...plan(OLD)[0], view: 'gone' } as ViewPlan], [])).toHaveLength(2);
  });

  it('name builds as their files are named', () => {
    for (const build of [OLD, NEW]) expect(buildNamed(nameOfBuild(build))).toEqual(build);
    for (const name of ['boards', 'boards@0', 'boards@1-0', '@1', 'boards@1-2-3', 'Boards@1', 'boards@1.comparison'])
      expect(buildNamed(name)).toBeUndefined();
  });
});
