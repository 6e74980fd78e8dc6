import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, afterAll, beforeAll } from '@jest/globals';
import { getReport, listReportEvents, type QueryOf, type ReportEvent } from '#contracts';
import { commandPrintOf } from '#event-sourcing';
import { importLog } from '#history';
import { ViewProgress } from '#platform';
import { reports } from '#reporting';
import { describeOnRealData } from '../../tools/real-data.js';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

const FILE = 'logs/06_bpic2013_closed.xes.gz';
const DAY_MS = 86_400_000;
/** Shortly after the log's last event; and a day in its middle, when cases were under way. */
const AFTERWARDS = '2012-07-31';
const AMID = '2012-01-31';

/** An event of the log, found with nothing but regular expressions. */
interface Found {
  readonly at: number;
  readonly month: string;
  readonly status: string;
}

function casesIn(file: string): Found[][] {
  const xml = gunzipSync(readFileSync(file)).toString();
  return xml
    .split('<trace>')
    .slice(1)
    .map((trace) =>
      trace
        .split('<event>')
        .slice(1)
        .map((event) => {
          const value = (key: string) => new RegExp(`key="${key}" value="([^"]*)"`).exec(event)?.[1] ?? '';
          const at = Date.parse(value('time:timestamp'));
          const month = new Date(at).toISOString().slice(0, 7);
          return { at, month, status: `${value('concept:name')}, ${value('lifecycle:transition')}` };
        }),
    );
}

function tally<Item>(items: readonly Item[], of: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[of(item)] = (counts[of(item)] ?? 0) + 1;
  return counts;
}

/** What is known at the end of a day: each case's events so far, in order of time. */
function knownBy(cases: readonly Found[][], end: number): Found[][] {
  return cases
    .map((events) => events.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at))
    .filter(({ length }) => length > 0);
}

/** How long cases were in each status that they left; from the first event that says it to the first that says another. */
function lengthsByStatus(cases: readonly Found[][]): Map<string, number[]> {
  const lengths = new Map<string, number[]>();
  for (const events of cases) {
    let begun = 0;
    events.forEach(({ at, status }, index) => {
      const before = events[index - 1];
      if (before && before.status !== status) {
        lengths.set(before.status, [...(lengths.get(before.status) ?? []), at - (events[begun]?.at ?? 0)]);
        begun = index;
      }
    });
  }
  return lengths;
}

describeOnRealData('the report of the incident log', (folder) => {
  const cases = casesIn(join(folder, FILE));
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
    const { stores, app } = portal.portal;
    const target = {
      transactions: stores.transactions,
      isServed: () => true,
      print: (body: readonly (string | number)[]) => commandPrintOf(Buffer.alloc(32), body),
    };
    await importLog(
      {
        file: join(folder, FILE),
        accountBy: 'organization involved',
        visibility: 'client',
        dryRun: false,
        reading: {},
      },
      { open: () => Promise.resolve(target), now: () => portal.clock.now(), onProgress: () => undefined },
    );
    portal.seen.position = await stores.transactions.store.head();
    await app.get(ViewProgress).waitFor(portal.seen.position, [reports.name], 60_000);
  }, 120_000);

  afterAll(async () => {
    await portal.stop();
  });

  async function eventsBehind(query: QueryOf<typeof listReportEvents>): Promise<ReportEvent[]> {
    const events: ReportEvent[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await admin.http.ask(listReportEvents, {
        query: { ...query, limit: 200, ...(cursor !== undefined && { cursor }) },
      });
      events.push(...page.items);
      cursor = page.next;
      more = cursor !== undefined;
    }
    return events;
  }

  it('counts every event of the file, from its first month to its last', async () => {
    const report = await admin.http.ask(getReport, { query: { asOf: AFTERWARDS } });
    expect(report.counted).toEqual({ run: 0, recorded: 1487, events: 6660, undated: 0 });
    const byMonth = tally(cases.flat(), ({ month }) => month);
    expect(
      Object.fromEntries(
        report.months.filter(({ activities }) => activities > 0).map(({ month, activities }) => [month, activities]),
      ),
    ).toEqual(byMonth);
    const ends = tally(cases, (events) => events.toSorted((a, b) => a.at - b.at).at(-1)?.month ?? '');
    expect(
      Object.fromEntries(report.months.filter(({ ended }) => ended > 0).map(({ month, ended }) => [month, ended])),
    ).toEqual(ends);
    expect(report.months.length).toBeGreaterThan(Object.keys(byMonth).length);
    expect(report.lastMonth).toBe(Object.keys(byMonth).sort().at(-1));
    expect(report.open.every(({ run, recorded }) => run + recorded === 0)).toBe(true);
  });

  it('says that whom recorded projects waited on is not known', async () => {
    const { waiting } = await admin.http.ask(getReport, { query: { asOf: AFTERWARDS } });
    const nothing = { waits: 0, total: 0, now: 0 };
    expect(waiting).toEqual({ business: nothing, client: nothing, notKnown: 1487, projects: [] });
  });

  it.each([AFTERWARDS, AMID])('measures the time in each status as the file has it, up to %s', async (asOf) => {
    const end = Date.parse(asOf) + DAY_MS - 1;
    const known = knownBy(cases, end);
    const lengths = lengthsByStatus(known);
    const { statuses, statusesLeftOut } = await admin.http.ask(getReport, { query: { asOf } });
    const open = known.filter((events) => end - (events.at(-1)?.at ?? 0) < 30 * DAY_MS);
    const now = tally(open, (events) => events.at(-1)?.status ?? '');
    expect(statusesLeftOut).toBe(0);
    expect(statuses.map(({ status }) => status).sort()).toEqual(
      [...new Set([...lengths.keys(), ...Object.keys(now)])].sort(),
    );
    for (const figure of statuses) {
      const stays = (lengths.get(figure.status) ?? []).sort((a, b) => a - b);
      expect(figure).toEqual({
        kind: 'recorded',
        status: figure.status,
        stays: stays.length,
        half: stays[Math.ceil(stays.length / 2) - 1] ?? null,
        most: stays[Math.ceil((stays.length * 9) / 10) - 1] ?? null,
        total: stays.reduce((sum, length) => sum + length, 0),
        now: now[figure.status] ?? 0,
      });
    }
  });

  it('tells the age of the cases that were open on a day', async () => {
    const end = Date.parse(AMID) + DAY_MS - 1;
    const open = knownBy(cases, end).filter((events) => end - (events.at(-1)?.at ?? 0) < 30 * DAY_MS);
    const limits = { week: 7, month: 30, quarter: 90, 'half-year': 180, year: 365, older: Infinity };
    const ages = tally(open, (events) => {
      const days = (end - (events[0]?.at ?? 0)) / DAY_MS;
      return Object.entries(limits).find(([, most]) => days <= most)?.[0] ?? '';
    });
    const report = await admin.http.ask(getReport, { query: { asOf: AMID } });
    expect(open.length).toBeGreaterThan(100);
    expect(Object.fromEntries(report.open.map(({ age, recorded }) => [age, recorded]))).toEqual({
      ...Object.fromEntries(Object.keys(limits).map((age) => [age, 0])),
      ...ages,
    });
    expect(await eventsBehind({ asOf: AMID, figure: 'open', age: 'quarter' })).toHaveLength(ages['quarter'] ?? 0);
  });

  it('knew nothing of it before the import', async () => {
    const report = await admin.http.ask(getReport, { query: { asOf: AFTERWARDS, facts: 'recorded-then' } });
    expect(report.counted).toEqual({ run: 0, recorded: 0, events: 0, undated: 0 });
    expect(report.months).toEqual([]);
  });

  it('opens the events behind a month, each once, and each of them has its receipt', async () => {
    const events = await eventsBehind({ asOf: AFTERWARDS, figure: 'steps', month: '2012-02' });
    const found = cases.flat().filter(({ month }) => month === '2012-02');
    expect(new Set(events.map(({ id }) => id)).size).toBe(found.length);
    expect(tally(events, ({ what }) => what ?? '')).toEqual(tally(found, ({ status }) => status));
    expect(events.map(({ occurredAt }) => Date.parse(occurredAt ?? '')).sort()).toEqual(
      found.map(({ at }) => at).sort(),
    );
    expect(JSON.stringify(events)).not.toContain('personal');
  });

  it('opens the stays behind a status, whose lengths add up to its total', async () => {
    const status = 'Accepted, Wait';
    const { statuses } = await admin.http.ask(getReport, { query: { asOf: AFTERWARDS } });
    const events = await eventsBehind({ asOf: AFTERWARDS, figure: 'stays', status });
    const figure = statuses.find((one) => one.status === status);
    expect(events).toHaveLength(figure?.stays ?? -1);
    expect(events.reduce((sum, { lasted }) => sum + (lasted ?? 0), 0)).toBe(figure?.total);
    expect(events.every(({ what, endedBy }) => what === status && endedBy !== null)).toBe(true);
  });

  it('is the same for one client as what the file says of that one', async () => {
    const { account } = (await eventsBehind({ asOf: '2006-12-31', figure: 'steps' }))[0] ?? {};
    const report = await admin.http.ask(getReport, { query: { asOf: AFTERWARDS, account: account?.id } });
    const xml = gunzipSync(readFileSync(join(folder, FILE))).toString();
    const own = xml
      .split('<trace>')
      .slice(1)
      .filter((trace) => /key="organization involved" value="([^"]*)"/.exec(trace)?.[1] === account?.name);
    expect(own.length).toBeGreaterThan(0);
    expect(report.counted.recorded).toBe(own.length);
    expect(report.counted.events).toBe(own.join('').split('<event>').length - 1);
  });
});
