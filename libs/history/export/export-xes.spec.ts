import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogFile, type LogActivity, type LogAttribute, type LogItem } from '#interchange';
import { describeOnRealData } from '../../../tools/real-data.js';
import { ImportWorld, event, text, xes } from '../import/import.harness.js';
import { exportXes } from './export-xes.js';
import type { ExportScope } from './export-log.js';
import { plainCases, schemaErrors, treeOf } from './xes-tree.harness.js';

let world: ImportWorld;

beforeEach(() => {
  world = new ImportWorld();
});
afterEach(() => world.close());

async function exported(scope: ExportScope = {}): Promise<string> {
  let xml = '';
  for await (const piece of exportXes(world.transactions, scope)) xml += piece.text;
  return xml;
}

interface ReadCase {
  name: string | undefined;
  attributes: LogAttribute[];
  activities: Omit<LogActivity, 'kind' | 'case'>[];
}

/** Cases as the product reads them; what stands behind activities belongs to the case all the same. */
async function readCases(path: string): Promise<{ name: string | undefined; cases: ReadCase[] }> {
  const file = await LogFile.open(path);
  const items: LogItem[] = [];
  for await (const some of file.read({ grouped: true })) items.push(...some);
  await file.close();
  const cases: ReadCase[] = [];
  for (const item of items) if ('case' in item) take(item, cases);
  return { name: items.find((item) => item.kind === 'name')?.name, cases };
}

function take(item: Extract<LogItem, { case: number }>, cases: ReadCase[]): void {
  const one = (cases[item.case - 1] ??= { name: undefined, attributes: [], activities: [] });
  if (item.kind === 'activity') {
    const { kind: _kind, case: _case, ...activity } = item;
    one.activities.push(activity);
    return;
  }
  one.name ??= item.name;
  one.attributes.push(...item.attributes);
}

const casesIn = (xml: string) => readCases(world.fileOf('exported.xes', xml));

const date = (key: string, value: string) => `<date key="${key}" value="${value}"/>`;

/** Everything odd that a log may hold. */
const ODD = xes(
  `${text('concept:name', '007')}${text('organization involved', 'a &amp; b &lt;c&gt; &quot;d&quot;&#9;&#10;&#13;e')}
   ${text('_x0041_', '_x0042_ and _x_')}${text('', 'no key')}${text('1st', 'x')}${text('größe', 'ü')}${text('☂', '😀')}
   ${event('ask', `${date('time:timestamp', '2010-12-30T14:32:00.123999+01:00')}${text('org:resource', 'Pete')}${text('lifecycle:transition', 'start')}`)}
   ${event('ask', `${date('time:timestamp', '2010-12-30T14:32:00.123999+01:00')}${text('org:resource', 'Pete')}${text('lifecycle:transition', 'start')}`)}
   ${event('before', date('time:timestamp', '2001-02-03T04:05:06Z'))}
   ${event(
     'never',
     `<int key="int" value="7"/><int key="int" value="+9223372036854775807"/><int key="long" value="9223372036854775808"/>
     <float key="f" value="1e5"/><float key="f" value="Infinity"/><boolean key="b" value="true"/><boolean key="b" value="yes"/>
     <date key="d" value="2010-02-30T00:00:00Z"/><date key="d" value="2010-12-30T14:32:00.5+01:00"/><id key="i" value="x"/>`,
   )}
   ${event(
     'nested',
     `<list key="items"><string key="item" value="007"/><list key="inner"><int key="n" value="1"/></list></list>
     <list key="none"/><string key="cost" value="5"><string key="currency" value="EUR"/></string>`,
   )}
   ${event('twice', text('concept:name', 'second name'))}<event/>`,
  event('of a case without a name'),
  text('concept:name', 'empty'),
);

describe('an export as XES', () => {
  it('is what came in, however odd', async () => {
    const path = world.fileOf('odd.xes', ODD);
    await world.importFile(path);
    const xml = await exported();
    const original = await readCases(path);
    expect((await casesIn(xml)).cases).toEqual(
      original.cases.map((one) => ({ ...one, activities: one.activities.map(asText) })),
    );
    expect((await casesIn(xml)).name).toBe('orders');
    expect(plainCases(xml).map(({ name, events }) => ({ name, events }))).toEqual(
      plainCases(ODD).map(({ name, events }) => ({ name, events })),
    );
  });

  it('is the same log when it comes in elsewhere, and exported again the same file', async () => {
    await world.import('odd.xes', ODD);
    const xml = await exported();
    const before = await world.all();
    await world.close();
    world = new ImportWorld();
    await world.import('again.xes', xml);
    expect(await exported()).toBe(xml);
    const after = await world.all();
    expect(after.map(({ id, stream, revision }) => ({ id, stream, revision }))).toEqual(
      before.map(({ id, stream, revision }) => ({ id, stream, revision })),
    );
  });

  it('holds what no XML can say', async () => {
    writeFileSync(join(world.folder, 'odd.csv'), 'case,activity,a\u0001b\n1,"bell \u0007 and \uFFFF",\u001b[31m\n');
    await world.importFile(join(world.folder, 'odd.csv'));
    const { cases } = await casesIn(await exported());
    expect(cases[0]?.activities[0]).toMatchObject({
      activity: 'bell \u0007 and \uFFFF',
      attributes: [{ key: 'a\u0001b', type: 'string', value: '\u001b[31m' }],
    });
  });

  it('names nobody who was erased', async () => {
    await world.import('odd.xes', ODD);
    const [{ resourceId = '' } = {}] = (await world.data('ActivityRecorded')) as { resourceId?: string }[];
    await world.personal.erase(resourceId);
    const xml = await exported();
    expect(xml).not.toContain('Pete');
    expect(plainCases(xml)[0]?.events[0]?.by).toBe('Erased');
  });

  it('is of one project or one account, and says where each case comes from when not all come from the same', async () => {
    const one = (name: string) => xes(`${text('concept:name', name)}${event('ask')}`);
    await world.import('a.xes', one('a'), { source: 'first', account: 'A' });
    await world.import('b.xes', one('b'), { source: 'second', account: 'B' });
    const names = async (scope: ExportScope) => plainCases(await exported(scope)).map(({ name }) => name);
    const [a, b] = (await world.all()).filter(({ type }) => type === 'ProjectRecorded');
    expect(await names({ account: a?.account })).toEqual(['a']);
    expect(await names({ project: b?.stream.slice('project-'.length) })).toEqual(['b']);
    expect(plainCases(await exported()).map(({ attributes }) => attributes.at(1))).toEqual([
      '0 portico:source=first (string)',
      '0 portico:source=second (string)',
    ]);
    expect(treeOf(await exported({ account: b?.account })).children).toContainEqual(
      expect.objectContaining({ attributes: { key: 'concept:name', value: 'second' } }),
    );
  });

  it('is a log where nothing happened yet', async () => {
    expect(treeOf(await exported()).children.filter(({ name }) => name === 'trace')).toEqual([]);
  });
});

/** What a type of XES does not allow stands as text. */
function asText(activity: ReadCase['activities'][number]): ReadCase['activities'][number] {
  const wrong = new Set(['9223372036854775808', 'Infinity', 'yes', '2010-02-30T00:00:00Z']);
  return {
    ...activity,
    attributes: activity.attributes.map((one) => (wrong.has(one.value) ? { ...one, type: 'string' } : one)),
  };
}

describeOnRealData('real logs as XES', (folder) => {
  const files = ['logs', 'xes-conformance/book', 'xes-conformance/correct', 'xes-conformance/test'].flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => `${name}/${file}`),
  );

  it.each(files)(
    '%s comes out as it came in, and as the schema wants it',
    async (name) => {
      const path = join(folder, name);
      await world.importFile(path);
      const xml = await exported();
      expect(await schemaErrors(xml, folder)).toEqual([]);
      expect((await casesIn(xml)).cases).toEqual((await readCases(path)).cases);
      if (name.endsWith('.csv')) return;
      const original = name.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString() : readFileSync(path, 'utf8');
      expect(plainCases(xml)).toEqual(plainCases(original));
    },
    120_000,
  );

  it('a log that is not as the schema wants it would be found', async () => {
    expect(await schemaErrors(xes(text('organization involved', 'x')), folder)).not.toEqual([]);
  });

  it('what is odd is as the schema wants it too', async () => {
    await world.import('odd.xes', ODD);
    expect(await schemaErrors(await exported(), folder)).toEqual([]);
  });
});
