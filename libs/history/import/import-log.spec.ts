import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv5 } from '#event-sourcing';
import { verifyChain } from '#event-store';
import { ImportRefused } from './import-refused.js';
import { ImportWorld, event, metadataOf, text, xes } from './import.harness.js';

let world: ImportWorld;

beforeEach(() => {
  world = new ImportWorld();
});

afterEach(async () => {
  await world.close();
});

const pete = text('org:resource', 'Pete');
const time = '<date key="time:timestamp" value="2010-12-30T14:32:00.123999+01:00"/>';

describe('an imported case', () => {
  const log = xes(
    `${text('concept:name', '007')}${text('kind', '1e5')}${event('decide', `${time}${pete}${text('Resource', 'Pete')}`)}${event('decide')}`,
  );

  it('becomes a project whose events follow from its source and name alone', async () => {
    await world.import('a.xes', log);
    const [opened, recorded, ...activities] = await world.all();
    expect([opened?.type, recorded?.type, ...activities.map(({ type }) => type)]).toEqual([
      'AccountOpened',
      'ProjectRecorded',
      'ActivityRecorded',
      'ActivityRecorded',
    ]);
    const all = [recorded, ...activities].flatMap((one) => one ?? []);
    const { commandId, actor, account } = metadataOf(all[0] as never);
    expect(all.map(({ id, revision, stream }) => ({ id, revision, stream }))).toEqual(
      [0, 1, 2].map((revision) => ({
        id: uuidv5(commandId, String(revision)),
        revision,
        stream: `project-${uuidv5(commandId, 'project')}`,
      })),
    );
    expect([actor, account]).toEqual(['import', opened?.account]);
    expect(await world.data('ProjectRecorded')).toEqual([
      {
        source: 'orders',
        caseName: '007',
        events: 2,
        attributes: [{ key: 'kind', type: 'string', value: '1e5' }],
      },
    ]);
    expect((await verifyChain(world.store)).valid).toBe(true);
  });

  it('keeps the time with its offset, cut to milliseconds, and names of people sealed wherever they stand', async () => {
    await world.import('a.xes', log);
    const [first, second] = await world.data('ActivityRecorded');
    expect(first).toMatchObject({ activity: 'decide', occurredAt: '2010-12-30T14:32:00.123+01:00' });
    expect(second).toEqual({ activity: 'decide', attributes: [] });
    expect(
      JSON.stringify(await world.all(), (_, value: unknown) => (typeof value === 'bigint' ? '' : value)),
    ).not.toContain('Pete');
    const attributes = first?.['attributes'] as { value: string }[];
    expect(await world.personal.open([first?.['resource'] as string, attributes[0]?.value ?? ''])).toEqual([
      'Pete',
      'Pete',
    ]);
  });

  it('has a name by its place where the log gives none, which is no name that another may have', async () => {
    const named = xes(event('a'), `${text('concept:name', 'Case 1')}${event('b')}`);
    expect(await world.import('a.xes', named)).toMatchObject({ cases: 2, events: 2, added: 2 });
    expect(await world.data('ProjectRecorded')).toMatchObject([
      { caseName: 'Case 1', place: 1 },
      expect.not.objectContaining({ place: expect.anything() }),
    ]);
  });

  it('has its attributes also where they stand behind its events', async () => {
    await world.import('a.xes', xes(`${text('concept:name', '1')}${text('a', '1')}${event('x')}${text('b', '2')}`));
    expect((await world.data('ProjectRecorded'))[0]?.['attributes']).toMatchObject([{ key: 'a' }, { key: 'b' }]);
  });

  it('may be long: several transactions make one project', async () => {
    world.isServed = true;
    const events = Array.from({ length: 3000 }, (_, index) => event(`a${index}`)).join('');
    expect(await world.import('a.xes', xes(`${text('concept:name', '1')}${events}`))).toMatchObject({ added: 3000 });
    const activities = await world.data('ActivityRecorded');
    expect(activities.map(({ activity }) => activity)).toEqual(Array.from({ length: 3000 }, (_, index) => `a${index}`));
    expect((await verifyChain(world.store)).valid).toBe(true);
  });

  it.each([
    ['apart', '1,a,x\n2,b,y\n1,c,\n2,d,z\n'],
    ['together', '1,a,x\n1,c,\n2,b,y\n2,d,z\n'],
  ])('is the same whether its rows stand %s', async (_how, rows) => {
    const csv = `case,activity,case:client\n${rows}`;
    expect(await world.import('a.csv', csv)).toMatchObject({ cases: 2, events: 4, added: 4 });
    expect(await world.import('a.csv', csv)).toMatchObject({ added: 0, skipped: 4 });
    const activities = await world.data('ActivityRecorded');
    expect(activities.map(({ activity }) => activity)).toEqual(['a', 'c', 'b', 'd']);
    expect(activities[3]?.['attributes']).toEqual([{ key: 'case:client', type: 'string', value: 'z' }]);
  });

  it('leaves out and counts what belongs to no case', async () => {
    const log = `<log>${event('a')}<trace>${event('b')}</trace>${event('c')}</log>`;
    expect(await world.import('a.xes', log)).toMatchObject({ cases: 1, events: 1, added: 1, outside: 2 });
  });
});

describe('accounts', () => {
  const log = xes(
    `${text('concept:name', '1')}${text('org', 'Acme')}${event('a', text('org', 'Other'))}`,
    `${text('concept:name', '2')}${event('a')}${event('b', text('org', ' Initech '))}${event('c', text('org', 'Acme'))}`,
    `${text('concept:name', '3')}${event('a')}`,
  );

  it('are named by the case, else by its first event that has the attribute, else after the log', async () => {
    expect(await world.import('a.xes', log, { accountBy: 'org' })).toMatchObject({ accounts: 3 });
    expect(await world.accountsByCase()).toEqual({ '1': 'Acme', '2': 'Initech', '3': 'orders' });
  });

  it('may be named by what an activity has a field for', async () => {
    const csv = 'case id,activity,resource\n1,a,Pete\n2,a,Sue\n';
    expect(await world.import('a.csv', csv, { accountBy: 'resource' })).toMatchObject({ accounts: 2 });
    expect(await world.accountsByCase()).toEqual({ '1': 'Pete', '2': 'Sue' });
  });

  it('are one for the whole log otherwise', async () => {
    expect(await world.import('a.xes', log)).toMatchObject({ accounts: 1 });
    expect(await world.accountsByCase()).toEqual({ '1': 'orders', '2': 'orders', '3': 'orders' });
  });

  it('are called by the rules of the form, and stay apart where the log tells them apart', async () => {
    const long = 'x'.repeat(150);
    const names = ['Acme', 'Acme\u202e', `${long}1`, `${long}2`, '\u2066', 'Acme'];
    const odd = xes(...names.map((name, i) => `${text('concept:name', String(i))}${text('org', name)}${event('a')}`));
    expect(await world.import('a.xes', odd, { accountBy: 'org' })).toMatchObject({ accounts: 5 });
    const cut = `${'x'.repeat(99)}…`;
    expect((await world.data('AccountOpened')).map((opened) => (opened as { name: string }).name)).toEqual([
      'Acme',
      'Acme',
      cut,
      cut,
      'orders',
    ]);
    expect(await world.import('a.xes', odd, { accountBy: 'org' })).toMatchObject({ added: 0 });
    expect(await world.data('AccountOpened')).toHaveLength(5);
  });

  it('that are there already under the name are taken', async () => {
    await world.import('a.xes', log, { account: 'Acme' });
    await world.import('b.xes', log, { account: 'Acme', source: 'second' });
    expect(await world.data('AccountOpened')).toEqual([{ name: 'Acme', source: 'orders' }]);
  });
});

describe('importing again', () => {
  const log = xes(
    `${text('concept:name', '1')}${event('a', pete)}${event('a', pete)}`,
    `${text('concept:name', '2')}${event('b')}`,
  );

  const refused = async (content: string, message: RegExp, request = {}): Promise<void> => {
    const before = await world.store.head();
    const failure: unknown = await world.import('b.xes', content, request).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImportRefused);
    expect((failure as Error).message).toMatch(message);
    expect(await world.store.head()).toBe(before);
  };

  it('adds nothing', async () => {
    expect(await world.import('a.xes', log)).toMatchObject({ added: 3, skipped: 0 });
    const before = await world.store.head();
    expect(await world.import('a.xes', log)).toMatchObject({ added: 0, skipped: 3 });
    expect(await world.store.head()).toBe(before);
  });

  it('adds nothing where a person was erased meanwhile, and gives them no new key', async () => {
    await world.import('a.xes', log);
    const subject = (await world.data('ActivityRecorded'))[0]?.['resourceId'] as string;
    await world.personal.erase(subject);
    expect(await world.import('a.xes', log)).toMatchObject({ added: 0, skipped: 3 });
    expect(await world.personal.isErased(subject)).toBe(true);
  });

  it('adds cases that are new', async () => {
    await world.import('a.xes', log);
    const more = log.replace('</log>', `<trace>${text('concept:name', '3')}${event('c')}</trace></log>`);
    expect(await world.import('a.xes', more)).toMatchObject({ added: 1, skipped: 3 });
  });

  it.each([
    [
      'another activity',
      log.replace('"b"', '"c"'),
      /case "2" is there already with other content \(its event 1\).+--source/,
    ],
    ['another resource', log.replace('Pete', 'Paul'), /case "1" .+its event 1/],
    ['one event more', log.replace(event('b'), event('b') + event('b')), /case "2" .+the case itself/],
    ['two cases of one name', log.replace('value="2"', 'value="1"'), /two cases are named "1".+--source/],
  ])('refuses another log under the same source: %s', async (_what, content, message) => {
    await world.import('a.xes', log);
    await refused(content, message);
  });

  it('refuses to move a case to another account', async () => {
    await world.import('a.xes', log);
    await refused(log, /case "1" is there already in another account than "Acme"/, { account: 'Acme' });
  });

  it('refuses to show to others what is there already', async () => {
    const log = xes(`${text('concept:name', '1')}${event('a')}`);
    await world.import('a.xes', log);
    await expect(world.import('a.xes', log, { visibility: 'internal' })).rejects.toThrow(
      'case "1" is there already with --visibility client; import it with that, or under another name with --source',
    );
  });

  it('keeps accounts apart whose names only look the same, also when it goes on after an interruption', async () => {
    const [one, two] = ['\u202eAcme', 'Acme'].map((name, number) => {
      return `${text('concept:name', String(number))}${text('org', name)}${event('a')}`;
    });
    await world.import('a.xes', xes(one ?? ''), { accountBy: 'org' });
    expect(await world.import('a.xes', xes(one ?? '', two ?? ''), { accountBy: 'org' })).toMatchObject({ accounts: 2 });
    expect((await world.all()).filter(({ type }) => type === 'AccountOpened')).toHaveLength(2);
  });

  it('takes another log under a source of its own', async () => {
    await world.import('a.xes', log);
    expect(await world.import('b.xes', log.replace('"b"', '"c"'), { source: 'second' })).toMatchObject({ added: 3 });
  });

  it('only says what it would do when asked for that', async () => {
    expect(await world.import('a.xes', log, { dryRun: true })).toMatchObject({ cases: 2, added: 0, skipped: 0 });
    expect(await world.store.head()).toBe(0n);
  });

  it('changes nothing when the file turns out broken at its end', async () => {
    await expect(world.import('a.xes', log.replace('</log>', ''))).rejects.toThrow('ends too early');
    expect(await world.store.head()).toBe(0n);
    expect(await world.vault.records('personalKeys').list({ limit: 1 })).toEqual([]);
  });

  it('doubles nothing when two imports of one log are at work, and says so', async () => {
    const many = xes(
      ...Array.from({ length: 300 }, (_, number) => `${text('concept:name', String(number))}${event('a', pete)}`),
    );
    const both = await Promise.allSettled([world.import('a.xes', many), world.import('b.xes', many)]);
    const reasons = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    for (const reason of reasons) expect(reason).toMatch(/another import of this log is at work/);
    expect(await world.import('a.xes', many)).toMatchObject({ cases: 300, events: 300 });
    expect(await world.data('ActivityRecorded')).toHaveLength(300);
    expect((await verifyChain(world.store)).valid).toBe(true);
  });

  it('continues a case that was left unfinished, and ends the same', async () => {
    const events = Array.from({ length: 2500 }, (_, index) => event(`a${index}`, pete)).join('');
    const long = xes(`${text('concept:name', '1')}${events}`, `${text('concept:name', '2')}${event('b')}`);
    const append = world.store.append.bind(world.store);
    let left = 2;
    world.store.append = (...args) => {
      if ((left -= 1) < 0) return Promise.reject(new Error('the lights went out'));
      return append(...args);
    };
    await expect(world.import('a.xes', long)).rejects.toThrow('lights');
    world.store.append = append;
    const there = (await world.data('ActivityRecorded')).length;
    expect(there).toBeGreaterThan(0);
    expect(await world.import('a.xes', long)).toMatchObject({ added: 2501 - there, skipped: there });
    const activities = await world.data('ActivityRecorded');
    expect(activities.map(({ activity }) => activity)).toEqual([
      ...Array.from({ length: 2500 }, (_, index) => `a${index}`),
      'b',
    ]);
    expect((await verifyChain(world.store)).valid).toBe(true);
  });
});
