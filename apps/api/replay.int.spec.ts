import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addInternalNote,
  compareBuilds,
  completeTask,
  dropBuild,
  getComparison,
  listReplays,
  listTimeline,
  listViews,
  pauseRebuild,
  publishNote,
  resumeRebuild,
  startRebuild,
  switchView,
  type ReplayView,
} from '#contracts';
import { CANARY, readTask, startAcme, startedProject, type Acme } from './testing/acme.harness.js';
import { plantedViews } from './testing/planted-views.harness.js';
import { finished, readView, rebuilt, viewUntil } from './testing/replay-console.harness.js';
import { SignalListener } from './testing/signal-listener.harness.js';
import type { TestPerson } from './testing/test-portal.harness.js';

const DAY_MS = 86_400_000;
const params = { view: 'timeline' };

let acme: Acme;
let admin: TestPerson;
let maya: TestPerson;
let projectId: string;

beforeAll(async () => {
  acme = await startAcme({ views: plantedViews });
  ({ admin, maya } = acme);
  projectId = await startedProject(acme, 'Wapping Wharf café');
  const { id: taskId } = await readTask(maya, projectId, 'Hold the kick-off');
  await maya.http.ask(completeTask, { params: { projectId, taskId } });
  await maya.http.ask(addInternalNote, { params: { projectId }, body: { body: CANARY } });
});

afterAll(async () => {
  await acme.portal.stop();
});

/** What a client reads of the account, word for word. */
async function story({ http }: TestPerson): Promise<unknown> {
  return http.ask(listTimeline, { query: { account: acme.accountId, limit: 200 } });
}

function fileOf(name: string): string {
  return join(acme.portal.portal.folder.views, name);
}

describe('the views', () => {
  it('are all there, current, and served by what the portal made by itself', async () => {
    const { items, log } = await admin.http.ask(listViews);
    const names = new Set(plantedViews.projections.map(({ name }) => name));
    expect(items.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { name } of items) {
      const isCurrent = ({ state, serving }: ReplayView) => state === 'current' && serving.behind.events === 0;
      const { serving, beside } = await viewUntil(admin, name, isCurrent);
      expect(serving).toMatchObject({ percent: 100, rebuilt: null });
      expect(beside).toEqual([]);
    }
    const { serving, versions } = await readView(admin, 'timeline');
    expect(versions).toEqual([1, 2]);
    // A new folder begins with the newest version that there is.
    expect(serving).toMatchObject({ id: '2-0', bytes: expect.any(Number) });
    expect(log.events).toBe(Number(await acme.portal.portal.stores.transactions.store.head()));
    expect(Date.parse(log.lastWrittenAt ?? '')).not.toBeNaN();
    expect(log.checked?.eventsToGo ?? log.events).toBeLessThanOrEqual(log.events);
  });

  it('are for admins alone, whatever they are called', async () => {
    for (const { http } of [maya, acme.dana, acme.otto]) {
      const asked = await http.refused(listViews);
      expect(asked).toMatchObject({ status: 403, code: 'forbidden' });
      for (const view of ['timeline', 'nonsense']) {
        expect(await http.refused(startRebuild, { params: { view }, body: {} })).toEqual(asked);
        expect(await http.refused(dropBuild, { params: { view, build: '1-1' } })).toEqual(asked);
      }
    }
    expect(await admin.http.refused(startRebuild, { params: { view: 'nonsense' }, body: {} })).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    const unknown = { status: 404, code: 'not-found' };
    expect(await admin.http.refused(dropBuild, { params: { ...params, build: '7-7' } })).toMatchObject(unknown);
    expect(await admin.http.refused(getComparison, { params: { ...params, build: '7-7' } })).toMatchObject(unknown);
  });
});

describe('a rebuild', () => {
  it('goes on beside while people work, is compared, switched to, switched back and dropped', async () => {
    const body = { version: 2 };
    const headers = { 'idempotency-key': 'rebuild-the-timeline' };
    const first = await admin.http.ask(startRebuild, { params, body, headers });
    expect(await admin.http.ask(startRebuild, { params, body, headers })).toEqual(first);
    const build = finished(admin, 'timeline');
    for (let number = 0; number < 20; number += 1) {
      await maya.http.ask(publishNote, { params: { projectId }, body: { body: `Note ${String(number)}` } });
    }
    expect(await build).toMatchObject({ id: '2-1', mayServe: 'not-compared', comparison: null, served: false });
    expect(await admin.http.refused(switchView, { params, body: { to: '2-1' } })).toMatchObject({
      status: 409,
      code: 'not-compared',
    });

    const before = await story(acme.dana);
    await admin.http.ask(compareBuilds, { params: { ...params, build: '2-1' } });
    const [compared] = (await readView(admin, 'timeline')).beside;
    expect(compared).toMatchObject({ mayServe: 'yes', comparison: { differing: 0, onlyBefore: 0, onlyAfter: 0 } });
    expect(compared?.comparison?.equal).toBe(compared?.documents);
    await admin.http.ask(switchView, { params, body: { to: '2-1' } });
    expect(await readView(admin, 'timeline')).toMatchObject({
      serving: { id: '2-1', rebuilt: { seconds: expect.any(Number) } },
      beside: [{ id: '2-0', served: true, mayServe: 'yes', keptUntil: expect.any(String) }],
    });
    expect(JSON.parse(readFileSync(fileOf('serving.json'), 'utf8'))).toMatchObject({ timeline: 'timeline@2-1.db' });
    expect(await story(acme.dana)).toEqual(before);
    await maya.http.ask(publishNote, { params: { projectId }, body: { body: 'After the switch' } });
    expect(JSON.stringify(await story(acme.dana))).toContain('After the switch');

    await admin.http.ask(switchView, { params, body: { to: '2-0' } });
    expect(JSON.stringify(await story(acme.dana))).toContain('After the switch');
    expect(await admin.http.refused(dropBuild, { params: { ...params, build: '2-0' } })).toMatchObject({
      code: 'build-serves',
    });
    await admin.http.ask(dropBuild, { params: { ...params, build: '2-1' } });
    expect(existsSync(fileOf('timeline@2-1.db'))).toBe(false);
    expect((await readView(admin, 'timeline')).beside).toEqual([]);
  });

  it('of another version that differs is caught by the comparison, and switched to only by who wants that', async () => {
    const to = (await rebuiltAs(1)).id;
    await admin.http.ask(compareBuilds, { params: { ...params, build: to } });
    const { summary, differences } = await admin.http.ask(getComparison, { params: { ...params, build: to } });
    expect(summary).toMatchObject({ before: '2-0', after: to, differing: 1, onlyBefore: 0, onlyAfter: 0 });
    expect(differences).toEqual([
      expect.objectContaining({
        in: 'both',
        fields: [{ path: 'by', before: '""', after: JSON.stringify(maya.id) }],
        events: [expect.objectContaining({ type: 'TaskCompleted', stream: `project-${projectId}` })],
      }),
    ]);
    expect(await admin.http.refused(switchView, { params, body: { to } })).toMatchObject({ code: 'builds-differ' });
    await admin.http.ask(switchView, { params, body: { to, accept: true } });
    expect((await readView(admin, 'timeline')).serving.id).toBe(to);
    expect(JSON.stringify(await story(maya))).toContain('Maya Ellis');
  });

  it('is paused, survives a restart of the portal, and goes on', async () => {
    await admin.http.ask(startRebuild, { params: { view: 'notes' }, body: {} });
    await admin.http.ask(pauseRebuild, { params: { view: 'notes' } });
    await acme.portal.restart();
    // It may have been finished before it was paused.
    const [build] = (await readView(admin, 'notes')).beside;
    if (build?.progress) {
      expect(build).toMatchObject({ mayServe: 'unfinished', progress: { startedBy: { id: admin.id } } });
      await admin.http.ask(resumeRebuild, { params: { view: 'notes' } });
    }
    const { id } = await finished(admin, 'notes');
    expect(id).toBe('1-1');
    await viewUntil(admin, 'notes', ({ beside }) => beside[0]?.percent === 100);
  });

  it('takes the place of one that nobody switched to', async () => {
    await rebuilt(admin, 'notes');
    const { beside } = await viewUntil(admin, 'notes', ({ beside: builds }) => builds.every((one) => !one.progress));
    expect(beside.map(({ id }) => id)).toEqual(['1-2']);
    expect(existsSync(fileOf('notes@1-1.db'))).toBe(false);
  });

  it('is told to admins while it moves, and to nobody else', async () => {
    const [page, other] = [await SignalListener.open(admin.http), await SignalListener.open(maya.http)];
    await rebuilt(admin, 'accounts');
    await page.until(() => page.signals.some(({ data }) => data.views?.includes('replays')));
    expect(other.text).not.toContain('replays');
    page.close();
    other.close();
  });
});

describe('what was done', () => {
  it('is listed with who did it, newest first, a page at a time', async () => {
    const { items, next } = await admin.http.ask(listReplays, { query: { view: 'timeline', limit: 4 } });
    expect(items.map(({ kind }) => kind)).toEqual(['switched', 'compared', 'finished', 'started']);
    expect(items.map(({ by }) => by?.id ?? null)).toEqual([admin.id, admin.id, null, admin.id]);
    expect(items[2]).toMatchObject({ build: '1-2', made: { documents: expect.any(Number) } });
    const more = await admin.http.ask(listReplays, { query: { view: 'timeline', limit: 4, cursor: next ?? '' } });
    expect(more.items.map(({ kind }) => kind)).toEqual(['dropped', 'switched', 'switched', 'compared']);
  });

  it('is kept for seven days, and then dropped by the portal itself', async () => {
    acme.portal.clock.advance(8 * DAY_MS);
    await acme.portal.restart();
    expect((await readView(admin, 'timeline')).beside).toEqual([]);
    expect(existsSync(fileOf('timeline@2.db'))).toBe(false);
    const { items } = await admin.http.ask(listReplays, { query: { view: 'timeline', limit: 1 } });
    expect(items).toEqual([expect.objectContaining({ kind: 'dropped', build: '2-0', by: null })]);
  });
});

/** Rebuilds the timeline as another version of its code makes it. */
async function rebuiltAs(version: number) {
  await admin.http.ask(startRebuild, { params, body: { version } });
  return finished(admin, 'timeline');
}
