import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeOnRealData } from '../../tools/real-data.js';
import type { LogItem } from './log-item.js';
import { casesOf, readLog } from './testing/log-in-file.js';

function countsOf(items: readonly LogItem[]) {
  const activities = items.filter((item) => item.kind === 'activity');
  return {
    cases: items.filter(({ kind }) => kind === 'case').length,
    events: activities.length,
    activities: new Set(activities.map(({ activity }) => activity)).size,
    resources: new Set(activities.flatMap(({ resource }) => resource ?? [])).size,
  };
}

/** Cases and events, where there are any. */
const NOT_EMPTY = new Map([
  ['correct/event_correct_attributes.xes', [1, 2]],
  ['correct/trace_correct_attributes.xes', [1, 0]],
  ['test/extension_full.xes', [6, 23]],
]);

describeOnRealData('real logs', (folder) => {
  const logs = join(folder, 'logs');

  it.each([
    ['running-example.xes', { cases: 6, events: 42, activities: 8, resources: 6 }],
    ['running-example.csv', { cases: 6, events: 42, activities: 8, resources: 6 }],
    ['roadtraffic100traces.xes', { cases: 100, events: 390, activities: 10, resources: 54 }],
    ['roadtraffic100traces.csv', { cases: 100, events: 390, activities: 10, resources: 54 }],
    ['06_bpic2013_closed.xes.gz', { cases: 1487, events: 6660, activities: 4, resources: 585 }],
  ])('%s is read whole', async (name, counts) => {
    expect(countsOf(await readLog(join(logs, name)))).toEqual(counts);
  });

  it.each(['running-example', 'roadtraffic100traces'])('%s says the same in XES and in CSV', async (name) => {
    const told = async (extension: string) =>
      casesOf(await readLog(join(logs, `${name}.${extension}`))).map(({ name: caseName, activities }) => ({
        caseName,
        activities: activities.map(({ attributes: _attributes, ...rest }) => rest),
      }));
    expect(await told('csv')).toEqual(await told('xes'));
  });

  it('06_bpic2013_closed keeps times, offsets and letters', async () => {
    const [first] = casesOf(await readLog(join(logs, '06_bpic2013_closed.xes.gz')));
    expect(first?.name).toBe('1-109135791');
    expect(first?.activities[0]).toMatchObject({
      activity: 'Queued',
      lifecycle: 'Awaiting Assignment',
      resource: 'Minnie',
      occurredAt: '2006-01-11T15:49:42.000+01:00',
    });
    expect(first?.activities[0]?.attributes).toContainEqual({
      key: 'organization involved',
      type: 'string',
      value: 'J11 2nd',
    });
  });

  it.each([
    ['L1', 6, 23],
    ['L2', 13, 80],
    ['L3', 4, 39],
    ['L4', 147, 441],
    ['L5', 14, 92],
  ])('book/%s has %i cases and %i events', async (name, cases, events) => {
    expect(countsOf(await readLog(join(folder, 'xes-conformance/book', `${name}.xes`)))).toMatchObject({
      cases,
      events,
    });
  });

  it.each(
    ['correct', 'test'].flatMap((kind) =>
      readdirSync(join(folder, 'xes-conformance', kind)).map((name) => `${kind}/${name}`),
    ),
  )('%s is accepted', async (name) => {
    const { cases, events } = countsOf(await readLog(join(folder, 'xes-conformance', name)));
    expect([cases, events]).toEqual(NOT_EMPTY.get(name) ?? [0, 0]);
  });
});
