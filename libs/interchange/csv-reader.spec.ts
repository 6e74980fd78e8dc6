import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeOnRealData } from '../../tools/real-data.js';
import { readCsvRows } from './csv-rows.js';
import { casesOf, readText } from './testing/log-in-file.js';
import type { LogOptions } from './open-log.js';

const read = (csv: string | Uint8Array, options?: LogOptions & { grouped?: boolean }) =>
  readText('log.csv', csv, options);

describe('a CSV log', () => {
  it('gives the same as XES, with text kept as text', async () => {
    const csv = `,case:concept:name,concept:name,time:timestamp,org:resource,lifecycle:transition,cost,case:creator
0,007,"examine, ""then"" decide",2010-12-30 14:32:00+01:00,Zoë,complete,1e5,Nitro
1,007,,,,,,Nitro
`;
    expect(await read(csv)).toEqual([
      { kind: 'case', case: 1, name: '007', attributes: [{ key: 'creator', type: 'string', value: 'Nitro' }] },
      {
        kind: 'activity',
        case: 1,
        activity: 'examine, "then" decide',
        occurredAt: '2010-12-30T14:32:00.000+01:00',
        resource: 'Zoë',
        lifecycle: 'complete',
        attributes: [
          { key: '', type: 'string', value: '0' },
          { key: 'cost', type: 'string', value: '1e5' },
        ],
      },
      expect.objectContaining({
        activity: undefined,
        occurredAt: undefined,
        attributes: [{ key: '', type: 'string', value: '1' }],
      }),
    ]);
  });

  it.each([
    [';', 'Case ID;Activity;Timestamp;User'],
    ['\t', 'case_id\tactivity_name\tcomplete-timestamp\tResource'],
    ['|', 'CaseID|Event|Date|Performer'],
    [',', '"Case, or id",Activity,Time,Resource'],
  ])('finds its delimiter "%s" and its columns by their usual names', async (delimiter, header) => {
    const row = ['1', 'decide; or, |not', '2010-12-30T14:32:00Z', 'Pete'].map((value) => `"${value}"`).join(delimiter);
    const [only] = casesOf(
      await read(`${header}\n${row}\n`, header.startsWith('"') ? { keys: { case: 'Case, or id' } } : {}),
    );
    expect(only).toMatchObject({
      name: '1',
      activities: [{ activity: 'decide; or, |not', resource: 'Pete', attributes: [] }],
    });
  });

  it('takes columns, delimiter and times as it is told', async () => {
    const csv = 'a:b:c:d\n1:decide:30.12.2010 10h00:Pete\n';
    const options = {
      keys: { case: 'a', activity: 'b', time: 'c', resource: 'd', lifecycle: 'b' },
      delimiter: ':',
      times: { format: "dd.MM.yyyy HH'h'mm", zone: 'Europe/Berlin' },
    };
    expect(casesOf(await read(csv, options))[0]?.activities).toEqual([
      {
        activity: 'decide',
        occurredAt: '2010-12-30T10:00:00.000+01:00',
        resource: 'Pete',
        lifecycle: 'decide',
        attributes: [],
      },
    ]);
  });

  it('gathers cases whose rows alternate, in the order of their first rows', async () => {
    const csv = 'case,activity,case:client\nb,1,Acme\na,2,\nb,3,Acme\na,4,Bond\n\nb,5,\n';
    const items = await read(csv);
    expect(casesOf(items).map(({ name, activities }) => [name, activities.map(({ activity }) => activity)])).toEqual([
      ['b', ['1', '3', '5']],
      ['a', ['2', '4']],
    ]);
    expect(items.map(({ kind }) => kind).join(' ')).toBe('case activity activity activity case activity activity');
    expect(casesOf(items)[1]?.activities[1]?.attributes).toEqual([
      { key: 'case:client', type: 'string', value: 'Bond' },
    ]);
    expect(casesOf(await read(csv, { grouped: false })).map(({ activities }) => activities.length)).toEqual([3, 2]);
  });

  it('gathers whatever rows there are as a plain sort would', async () => {
    const names = fc.constantFrom('a', 'b', 'ü', 'c,"d"');
    const rows = fc.array(
      fc.tuple(
        names,
        fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
      ),
      { minLength: 1, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const csv = `case,activity,note\n${all.map(([name, note], index) => `${quoted(name)},${index},${quoted(note)}`).join('\n')}`;
        const expected = Map.groupBy(
          all.map(([name, note], index) => ({ name, note, index })),
          ({ name }) => name,
        );
        const found = casesOf(await read(csv)).map(({ name, activities }) => [
          name,
          activities.map((one) => [one.activity, one.attributes[0]?.value ?? '']),
        ]);
        expect(found).toEqual(
          [...expected].map(([name, list]) => [name, list.map(({ index, note }) => [String(index), note])]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('may end its lines now in this way, now in that', async () => {
    const csv = 'case,activity,resource\r\n1,a,Pete\n1,b,Sue\r\n2,c,Mike\n';
    expect(casesOf(await read(csv))).toMatchObject([
      { name: '1', activities: [{ resource: 'Pete' }, { resource: 'Sue' }] },
      { name: '2', activities: [{ resource: 'Mike' }] },
    ]);
    expect(casesOf(await read('case,activity\n1,a\r\n'))).toMatchObject([{ activities: [{ activity: 'a' }] }]);
  });

  it('may name cases by a column that says something of the activity as well', async () => {
    const cases = casesOf(
      await read('who,what\nPete,a\n', { keys: { case: 'who', activity: 'what', resource: 'who' } }),
    );
    expect(cases).toMatchObject([{ name: 'Pete', activities: [{ activity: 'a', resource: 'Pete', attributes: [] }] }]);
  });

  it('counts rows that belong to no case', async () => {
    expect((await read('case,activity\n1,a\n,b\n')).map(({ kind }) => kind)).toEqual(['outside', 'case', 'activity']);
  });

  it('has quotes as characters in values that are not quoted', async () => {
    const [only] = casesOf(await read(`case,activity,place\n1,a,37°36'37.8"N\n`));
    expect(only?.activities[0]?.attributes).toEqual([{ key: 'place', type: 'string', value: `37°36'37.8"N` }]);
  });

  it('is read from gzip, with a byte order mark, with any line ends, and with nothing but a header', async () => {
    expect(await read(gzipSync('\uFEFFcase,activity\r\n1,a\r\n'))).toHaveLength(2);
    expect(await read('case,activity\r1,a\r')).toHaveLength(2);
    expect(await read('case,activity\n')).toEqual([]);
  });

  it.each([
    [
      'a quote that is not closed',
      'case,activity\n1,a\n2,"a\n3,b\n',
      /^line 3: the file ends too early: a quote is not closed in the record that begins here$/,
    ],
    ['a record that is too short', 'case,activity\n1,a\n2\n', /^line 3: it has 1 values/],
    ['a NUL character', 'case,activity\n1,a\0\n', /^line 2: there is a NUL/],
    ['a time without a zone', 'case,activity,time\n1,a,2010-12-30 10:00\n', /^line 2: .+--time-zone/],
    ['a time written otherwise', 'case,activity,time\n1,a,30.12.2010\n', /^line 2: .+--time-format/],
    ['no column for the case', 'who,what\n1,a\n', /^line 1: .+--case: the columns are "who", "what"$/],
    ['no column for the activity', 'case,what\n1,a\n', /^line 1: .+--activity/],
  ])('with %s is refused', async (_what, csv, message) => {
    await expect(read(csv)).rejects.toThrow(message);
  });

  it('is refused when it has not the column that was named', async () => {
    await expect(read('case,activity\n1,a\n', { keys: { time: 'when' } })).rejects.toThrow('there is no column "when"');
  });

  it.each([
    ['a value', '"', 'x'],
    ['a record', '', ','],
  ])('is refused when %s has no end', async (_what, start, repeated) => {
    let given = 0;
    const text = (async function* () {
      yield `case,activity\n1,${start}`;
      for (; given < 300; given += 1) yield repeated.repeat(2 ** 20);
    })();
    const reading = async (): Promise<void> => {
      for await (const _rows of readCsvRows(text));
    };
    await expect(reading()).rejects.toThrow('longer than');
    expect(given).toBeLessThan(20);
  });
});

/** The one expectation that is no list gives a telephone number that is not in its file. */
const MADE_UP = { 'Contact Phone Number': '2095257564' };

describeOnRealData('csv-spectrum', (folder) => {
  const spectrum = join(folder, 'csv', 'csv-spectrum');
  it.each(readdirSync(spectrum).filter((name) => name.endsWith('.csv')))('%s is read as it says', async (name) => {
    const rows: (readonly string[])[] = [];
    const text = (async function* () {
      const csv = readFileSync(join(spectrum, name), 'utf8');
      // A checkout may have changed the line ends that the name promises.
      yield name.includes('_crlf') ? csv.replaceAll(/\r?\n/g, '\r\n') : csv;
    })();
    for await (const some of readCsvRows(text)) rows.push(...some.map(({ fields }) => fields));
    const [header = [], ...records] = rows;
    const objects = records.map((record) => Object.fromEntries(header.map((key, index) => [key, record[index]])));
    const expected: unknown = JSON.parse(readFileSync(join(spectrum, name.replace('.csv', '.json')), 'utf8'));
    expect(objects).toEqual(Array.isArray(expected) ? expected : [{ ...(expected as object), ...MADE_UP }]);
  });
});
