import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  completeTask,
  getReceipt,
  getReport,
  listReportEvents,
  reopenTask,
  updateStatus,
  type QueryOf,
  type ReportView,
} from '#contracts';
import { transact, uuidv5, type NewEvent } from '#event-sourcing';
import { project } from '#workflow';
import { readTask, startAcme, startedProject, type Acme } from './testing/acme.harness.js';
import type { TestPerson } from './testing/test-portal.harness.js';

const DAY_MS = 86_400_000;
/** Requests take a moment. */
const MOMENTS_MS = 60_000;

let acme: Acme;
let website: string;

/** A project of six days: one at the kick-off, two with the client, one late, two more with both. */
beforeAll(async () => {
  acme = await startAcme();
  website = await startedProject(acme, '=Website');
  await later(1);
  await complete(acme.maya, 'Set up budget and team');
  await complete(acme.maya, 'Hold the kick-off');
  await later(2);
  await say('late');
  await later(1);
  await say('on-track');
  await complete(acme.dana, 'Share your logo');
  await later(2);
  await reopen(acme.dana, 'Share your logo');
});

afterAll(async () => {
  await acme.portal.stop();
});

async function later(days: number): Promise<void> {
  acme.portal.clock.advance(days * DAY_MS);
  await Promise.resolve();
}

async function complete(person: TestPerson, title: string): Promise<void> {
  const task = await readTask(person, website, title);
  await person.http.ask(completeTask, { params: { projectId: website, taskId: task.id } });
}

async function reopen(person: TestPerson, title: string): Promise<void> {
  const task = await readTask(person, website, title);
  await person.http.ask(reopenTask, { params: { projectId: website, taskId: task.id }, body: {} });
}

let version = 0;
async function say(state: 'late' | 'on-track'): Promise<void> {
  await acme.maya.http.ask(updateStatus, {
    params: { projectId: website },
    body: { state, sentence: 'So it is.' },
    headers: { 'if-match': `"${String(version)}"` },
  });
  version += 1;
}

async function report(query: QueryOf<typeof getReport> = {}, person = acme.admin): Promise<ReportView> {
  return person.http.ask(getReport, { query });
}

async function behind(query: QueryOf<typeof listReportEvents>, person = acme.admin) {
  return (await person.http.ask(listReportEvents, { query })).items;
}

function inDays(milliseconds: number | null | undefined): number {
  expect((milliseconds ?? NaN) % DAY_MS).toBeLessThan(MOMENTS_MS);
  return Math.floor((milliseconds ?? NaN) / DAY_MS);
}

describe('the report of a project', () => {
  it('counts the tasks that are done and stay so', async () => {
    const { months, counted, open } = await report();
    expect(months.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(2);
    expect(months.at(-1)).toMatchObject({ isOver: false, finished: 0, activities: 0 });
    expect(counted).toEqual({ run: 1, recorded: 0, events: 7, undated: 0 });
    expect(open.filter(({ run }) => run > 0)).toEqual([{ age: 'week', run: 1, recorded: 0 }]);
    const events = await behind({ figure: 'steps' });
    expect(events.map(({ event, what }) => [event, what])).toEqual([
      ['TaskCompleted', expect.stringMatching(/^Set up budget/)],
      ['TaskCompleted', expect.stringMatching(/^Hold the kick-off/)],
    ]);
    expect(events[0]).toMatchObject({
      account: { name: 'Acme' },
      project: { id: website, name: '=Website' },
      lasted: null,
    });
  });

  it('measures how long it waited on whom, tasks that hold each other up apart', async () => {
    const { waiting } = await report();
    expect({ waits: waiting.business.waits, now: waiting.business.now, days: inDays(waiting.business.total) }).toEqual({
      waits: 2,
      now: 0,
      days: 3,
    });
    expect({ waits: waiting.client.waits, now: waiting.client.now, days: inDays(waiting.client.total) }).toEqual({
      waits: 2,
      now: 1,
      days: 3,
    });
    expect(waiting.projects).toMatchObject([{ id: website, name: '=Website', account: { name: 'Acme' } }]);
    const [first, second] = await behind({ figure: 'waits', side: 'client', project: website });
    expect([inDays(first?.lasted), inDays(second?.lasted)]).toEqual([3, 0]);
    expect([first?.event, second?.event, second?.endedBy]).toEqual(['TaskCompleted', 'TaskReopened', null]);
    expect(await behind({ figure: 'waiting', side: 'client' })).toHaveLength(1);
  });

  it('measures how long it stood how, from its start on', async () => {
    const { statuses } = await report();
    const told = statuses.map(({ status, stays, total, now }) => ({ status, stays, days: inDays(total), now }));
    expect(told.sort((a, b) => a.status.localeCompare(b.status))).toEqual([
      { status: 'late', stays: 1, days: 1, now: 0 },
      { status: 'none', stays: 1, days: 3, now: 0 },
      { status: 'on-track', stays: 0, days: 0, now: 1 },
    ]);
    const [late] = await behind({ figure: 'stays', status: 'late' });
    expect(late).toMatchObject({ event: 'StatusUpdated', what: 'late' });
  });

  it('tells how things stood on an earlier day', async () => {
    const asOf = new Date(acme.portal.clock.now().getTime() - 4 * DAY_MS).toISOString().slice(0, 10);
    const then = await report({ asOf });
    expect(then.asOf).toBe(`${asOf}T23:59:59.999Z`);
    expect(then.waiting.client).toMatchObject({ waits: 1, now: 1 });
    expect(then.counted.events).toBe(3);
  });

  it('has events that open their receipts', async () => {
    const [first] = await behind({ figure: 'open' });
    const params = { accountId: first?.account.id ?? '', eventId: first?.id ?? '' };
    const { entry } = await acme.admin.http.ask(getReceipt, { params });
    expect(entry).toMatchObject({ event: 'ProjectStarted', project: { id: website } });
  });
});

describe('a report for spreadsheets', () => {
  async function download(query = '') {
    return acme.admin.http.send('GET', `/api/report.csv${query}`);
  }

  it('has the same numbers, under a name with its day', async () => {
    const { status, headers, text } = await download('?months=2');
    const { months, asOf, waiting } = await report({ months: 2 });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers['x-read-position']).toMatch(/^\d+$/);
    expect(headers['content-disposition']).toBe(`attachment; filename="report-${asOf.slice(0, 10)}.csv"`);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    const ofMonths = rows.filter(({ figure }) => figure === 'tasks completed');
    expect(ofMonths.map(({ of, value }) => [of, Number(value)])).toEqual(
      months.map(({ month, tasks }) => [month, tasks]),
    );
    const waited = rows.find(({ figure, of }) => figure === 'waited' && of === 'client');
    expect(Number(waited?.['value'])).toBeCloseTo(waiting.client.total / DAY_MS, 2);
  });

  it('lets no name be calculated', async () => {
    const { text } = await download();
    expect(text).toContain('Acme: =Website');
    expect(text).not.toMatch(/(^|[,"])[=+@-][A-Za-z]/m);
  });

  it('says what is wrong with what was asked for', async () => {
    const { status, body } = await download('?months=0&asOf=yesterday&else=1');
    expect(status).toBe(400);
    expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'asOf',
      'else',
      'months',
    ]);
  });
});

describe('a report', () => {
  const counts = [3, 1, 5, 2, 4];

  beforeAll(async () => {
    for (const [index, count] of counts.entries()) await recordCase(index, count);
  });

  /** Cases that happened at the very same time, so that only their ids tell them apart. */
  async function recordCase(index: number, count: number): Promise<void> {
    const { portal, accountId: account } = acme;
    const id = uuidv5(account, `case ${String(index)}`);
    const command = { commandId: id, commandPrint: '', correlationId: '', causationId: '', actor: 'import', account };
    const { position } = await transact(
      portal.portal.stores.transactions,
      `project-${id}`,
      project,
      { ...command, at: portal.clock.now().toISOString() },
      () => [
        {
          type: 'ProjectRecorded',
          visibility: 'client',
          data: { source: 's', caseName: `Case ${String(index)}`, attributes: [], events: count },
        },
        ...Array.from({ length: count }, (_, hour): NewEvent => {
          const occurredAt = `2012-03-0${String(count === 1 ? 5 : hour + 1)}T00:00:00.000Z`;
          return {
            type: 'ActivityRecorded',
            visibility: 'client',
            data: { activity: `Step ${String(hour)}`, occurredAt, attributes: [] },
          };
        }),
      ],
    );
    portal.seen.position = position;
  }

  it.each([1, 2, 3, 7, 200])('lists the events behind a figure once, %i at a time', async (limit) => {
    const query = { figure: 'steps', kind: 'recorded', month: '2012-03' } as const;
    const ids: string[] = [];
    const projects: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await acme.admin.http.ask(listReportEvents, {
        query: { ...query, limit, ...(cursor !== undefined && { cursor }) },
      });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map(({ id }) => id));
      projects.push(...page.items.map((one) => one.project.name));
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(new Set(ids).size).toBe(15);
    expect(ids).toHaveLength(15);
    // By project: none begins again after another.
    expect(projects.filter((name, index) => name !== projects[index - 1])).toHaveLength(5);
  });

  it('goes on from no cursor that it did not give out', async () => {
    const refused = await acme.admin.http.refused(listReportEvents, { query: { figure: 'steps', cursor: 'nonsense' } });
    expect(refused.status).toBe(400);
  });

  it('shows staff the clients that they work for, and no others', async () => {
    const nobodys = await acme.portal.colleague(acme.admin, {
      name: 'Noah Reyes',
      email: 'noah@ashdownpell.example',
      role: 'staff',
    });
    expect((await report({}, acme.maya)).counted).toEqual((await report()).counted);
    expect((await behind({ figure: 'steps', limit: 200 }, acme.maya)).length).toBe(17);
    expect((await report({}, nobodys)).counted).toEqual({ run: 0, recorded: 0, events: 0, undated: 0 });
    expect(await behind({ figure: 'steps' }, nobodys)).toEqual([]);
    const account = acme.accountId;
    expect((await report({ account }, acme.maya)).counted.run).toBe(1);
    expect(await nobodys.http.refused(getReport, { query: { account } })).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    expect(await acme.dana.http.refused(getReport)).toMatchObject({ status: 403 });
    const csv = await nobodys.http.send('GET', `/api/report.csv?account=${account}`);
    expect(csv.status).toBe(404);
  });

  it('narrows to a kind of project', async () => {
    expect((await report({ kind: 'recorded' })).counted).toMatchObject({ run: 0, recorded: 5 });
    expect((await report({ kind: 'run' })).counted).toMatchObject({ run: 1, recorded: 0 });
    expect(await behind({ figure: 'steps', kind: 'run' })).toHaveLength(2);
  });
});
