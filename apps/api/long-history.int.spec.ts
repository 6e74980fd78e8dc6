import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listProjects, listTimeline, listTimelineMonths } from '#contracts';
import { transact, uuidv5, type NewEvent } from '#event-sourcing';
import { timeline, toldProjects } from '#history';
import { ViewProgress } from '#platform';
import { project, projectActivity, projects } from '#workflow';
import { startAcme, type Acme } from './testing/acme.harness.js';

/** As many as the incident log of a large company has. */
const ENTRIES = 6_660;
const CASES = 1_487;
const PATIENCE_MS = 200;
const PEOPLE = '00000000-0000-4000-8000-000000000000';

let acme: Acme;

beforeAll(async () => {
  acme = await startAcme();
  await record(acme);
  const views = [timeline.name, toldProjects.name, projects.name, projectActivity.name];
  await acme.portal.portal.app.get(ViewProgress).waitFor(acme.portal.seen.position, views, 60_000);
}, 120_000);

afterAll(async () => {
  await acme.portal.stop();
});

/** Cases of a few activities each, by hundreds of people, over two years. */
async function record(into: Acme): Promise<void> {
  let left = ENTRIES;
  const counts = Array.from({ length: CASES }, (_, number) => {
    const count = number === CASES - 1 ? left : Math.min(left, 1 + (number % 8));
    left -= count;
    return count;
  });
  await Promise.all(counts.map((count, number) => recordCase(into, number, count)));
}

async function recordCase({ portal, accountId: account }: Acme, number: number, count: number): Promise<void> {
  const id = uuidv5(account, `case ${String(number)}`);
  const command = { commandId: id, commandPrint: '', correlationId: '', causationId: '', actor: 'import', account };
  const context = { ...command, at: '2026-11-24T08:52:07.000Z' };
  const { transactions } = portal.portal.stores;
  const { position } = await transact(transactions, `project-${id}`, project, context, () => eventsOf(number, count));
  if (position > portal.seen.position) portal.seen.position = position;
}

function eventsOf(number: number, count: number): NewEvent[] {
  const caseName = `1-${String(number)}`;
  const recorded = { source: 'incidents', caseName, attributes: [], events: count };
  return [
    { type: 'ProjectRecorded', visibility: 'client', data: recorded },
    ...Array.from({ length: count }, (_, place): NewEvent => {
      const resource = `Person ${String((number * 7 + place) % 600)}`;
      const occurredAt = new Date(
        Date.UTC(2011, 0, 1) + ((number * 7919 + place * 104_729) % 60_000) * 1_000_000,
      ).toISOString();
      const data = {
        activity: 'Accepted',
        lifecycle: 'In Progress',
        occurredAt,
        resource,
        resourceId: uuidv5(PEOPLE, resource),
        attributes: [],
      };
      return { type: 'ActivityRecorded', visibility: 'client', data };
    }),
  ];
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const begun = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - begun };
}

describe(`a history of ${String(ENTRIES)} entries`, () => {
  it('is counted whole', async () => {
    const { items } = await acme.dana.http.ask(listTimelineMonths, {
      query: { account: acme.accountId, kind: 'activity' },
    });
    expect(items.reduce((sum, { entries }) => sum + entries, 0)).toBe(ENTRIES);
    expect(items.map(({ month }) => month)).toEqual(
      items
        .map(({ month }) => month)
        .toSorted()
        .reverse(),
    );
  });

  it('answers its first page and the page of any month at once', async () => {
    const { http } = acme.dana;
    const query = { account: acme.accountId, limit: 200 };
    const first = await timed(() => http.ask(listTimeline, { query }));
    expect(first.answer.items).toHaveLength(200);
    expect(first.ms).toBeLessThan(PATIENCE_MS);
    const within = await timed(() =>
      http.ask(listTimeline, { query: { ...query, before: '2011-07-01T00:00:00.000Z' } }),
    );
    expect(within.answer.items[0]?.occurredAt?.slice(0, 7)).toBe('2011-06');
    expect(within.ms).toBeLessThan(PATIENCE_MS);
    const cases = await timed(() => http.ask(listProjects, { query: { limit: 200 } }));
    expect(cases.ms).toBeLessThan(PATIENCE_MS);
  });

  it('is found by how a number begins that every case begins alike', async () => {
    const { answer, ms } = await timed(() => acme.dana.http.ask(listProjects, { query: { name: '1-7', limit: 10 } }));
    expect(answer.items).toHaveLength(10);
    for (const { name } of answer.items) expect(name).toMatch(/^1-7/);
    expect(ms).toBeLessThan(PATIENCE_MS);
  });

  it('is read from end to end, each entry once, in the order of time', async () => {
    const times: string[] = [];
    const ids = new Set<string>();
    for (let cursor: string | undefined, more = true; more;) {
      const query = {
        account: acme.accountId,
        kind: 'activity' as const,
        limit: 200,
        ...(cursor !== undefined && { cursor }),
      };
      const { items, next } = await acme.dana.http.ask(listTimeline, { query });
      for (const { id, occurredAt } of items) {
        ids.add(id);
        times.push(occurredAt ?? '');
      }
      cursor = next;
      more = next !== undefined;
    }
    expect(ids.size).toBe(ENTRIES);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it('is browsed case by case', async () => {
    const ids = new Set<string>();
    for (let cursor: string | undefined, more = true; more;) {
      const query = { kind: 'recorded' as const, limit: 200, ...(cursor !== undefined && { cursor }) };
      const { items, next } = await acme.dana.http.ask(listProjects, { query });
      for (const { id } of items) ids.add(id);
      cursor = next;
      more = next !== undefined;
    }
    expect(ids.size).toBe(CASES);
    const found = await acme.dana.http.ask(listProjects, { query: { name: '1486' } });
    expect(found.items.map(({ name }) => name)).toEqual(['1-1486']);
  });
});
