import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { casesOf, readText } from './testing/log-in-file.js';

const event = '<event><string key="concept:name" value="decide"/></event>';
const trace = `<trace><string key="concept:name" value="3"/>${event}</trace>`;
const read = (xml: string | Uint8Array) => readText('log.xes', xml);
const cases = async (xml: string) => casesOf(await read(xml));

describe('a XES log', () => {
  it('gives its cases and activities, with fields of their own for what every log has', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
      <log xes.version="1.0" xmlns="http://www.xes-standard.org/">
        <string key="concept:name" value="incidents"/>
        <trace>
          <string key="concept:name" value="007"/><int key="amount" value="1e5"/>
          <event>
            <string key="concept:name" value="examine &amp; &#x64;ecide"/>
            <date key="time:timestamp" value="2010-12-30T14:32:00.123999+01:00"/>
            <string key="org:resource" value="Zoë"/>
            <string key="lifecycle:transition" value="complete"/>
            <boolean key="urgent" value="true"/>
          </event>
        </trace>
      </log>`;
    expect(await read(xml)).toEqual([
      { kind: 'name', name: 'incidents' },
      { kind: 'case', case: 1, name: '007', attributes: [{ key: 'amount', type: 'int', value: '1e5' }] },
      {
        kind: 'activity',
        case: 1,
        activity: 'examine & decide',
        occurredAt: '2010-12-30T14:32:00.123+01:00',
        resource: 'Zoë',
        lifecycle: 'complete',
        attributes: [{ key: 'urgent', type: 'boolean', value: 'true' }],
      },
    ]);
  });

  it('may be bare, empty, or written with a prefix', async () => {
    expect(await read('<log/>')).toEqual([]);
    expect(await read('<?xml version="1.0"?><log></log>\n<!-- the end -->\n')).toEqual([]);
    const prefixed = `<xes:log xmlns:xes="http://www.xes-standard.org/"><xes:trace><xes:string key="concept:name" value="3"/>
      <xes:event><xes:string key="concept:name" value="decide"/></xes:event></xes:trace></xes:log>`;
    expect(await cases(prefixed)).toEqual(await cases(`<log>${trace}</log>`));
  });

  it('has cases whose names are numbers, and cases without a name', async () => {
    const xml = `<log><trace><int key="concept:name" value="12"/></trace><trace>${event}</trace><trace><string key="concept:name" value=""/></trace></log>`;
    expect((await cases(xml)).map(({ name }) => name)).toEqual(['12', undefined, undefined]);
  });

  it('keeps what is nested in attributes, lists and containers, also in those with a field of their own', async () => {
    const xml = `<log><trace><event>
      <string key="concept:name" value="decide"><string key="code" value="D"/></string>
      <list key="costs"><values><float key="total" value="1.50"/><container key="more"><int key="x" value="1"/></container></values></list>
      </event></trace></log>`;
    expect((await cases(xml))[0]?.activities[0]).toMatchObject({
      activity: 'decide',
      attributes: [
        {
          key: 'concept:name',
          type: 'string',
          value: 'decide',
          children: [{ key: 'code', type: 'string', value: 'D' }],
        },
        {
          key: 'costs',
          type: 'list',
          value: '',
          children: [
            { key: 'total', type: 'float', value: '1.50' },
            { key: 'more', type: 'container', value: '', children: [{ key: 'x', type: 'int', value: '1' }] },
          ],
        },
      ],
    });
  });

  it('takes nothing from globals, classifiers, extensions and other vocabularies', async () => {
    const xml = `<log xmlns:v="urn:vendor"><global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
      <global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00Z"/><list key="a"><string key="b" value="c"/></list></global>
      <global/><extension name="Concept" prefix="concept" uri="urn:c"/><classifier name="Activity" keys="concept:name"/>
      <v:layout><string key="concept:name" value="none"/><trace/></v:layout>
      <trace><v:note><event/></v:note>${event}</trace></log>`;
    expect(await read(xml)).toEqual([
      { kind: 'case', case: 1, name: undefined, attributes: [] },
      expect.objectContaining({ kind: 'activity', activity: 'decide', occurredAt: undefined, attributes: [] }),
    ]);
  });

  it('keeps the order of the file, equal activities, and activities without a time', async () => {
    const at = (time: string): string => `<event><string key="concept:name" value="queue"/>${time}</event>`;
    const date = (day: string): string => `<date key="time:timestamp" value="2010-12-${day}T00:00:00Z"/>`;
    const xml = `<log><trace>${at(date('30'))}${at(date('29'))}${at('')}${at(date('30'))}<event/></trace></log>`;
    const activities = (await cases(xml))[0]?.activities ?? [];
    expect(activities.map(({ occurredAt }) => occurredAt?.slice(8, 10))).toEqual([
      '30',
      '29',
      undefined,
      '30',
      undefined,
    ]);
    expect(activities[4]).toMatchObject({ activity: undefined, attributes: [] });
  });

  it('counts events outside of cases', async () => {
    expect(await read(`<log>${event}${trace}${event}</log>`)).toMatchObject([
      { kind: 'outside' },
      { kind: 'case' },
      { kind: 'activity' },
      { kind: 'outside' },
    ]);
  });

  it('may say more of a case, and its own name, behind the activities', async () => {
    const xml = `<log><trace>${event}<string key="client" value="Acme"/><string key="concept:name" value="3"/>${event}</trace><string key="concept:name" value="late"/></log>`;
    expect(await read(xml)).toMatchObject([
      { kind: 'case', case: 1, name: undefined },
      { kind: 'activity' },
      { kind: 'late', case: 1, name: '3', attributes: [{ key: 'client', type: 'string', value: 'Acme' }] },
      { kind: 'activity' },
      { kind: 'name', name: 'late' },
    ]);
  });

  it('has one name: another that stands behind the activities is an attribute like others', async () => {
    const xml = `<log><trace><string key="concept:name" value="3"/>${event}<string key="concept:name" value="4"/></trace></log>`;
    expect((await read(xml)).at(-1)).toEqual({
      kind: 'late',
      case: 1,
      name: undefined,
      attributes: [{ key: 'concept:name', type: 'string', value: '4' }],
    });
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF<log>${trace.replace('decide', 'Zoë')}</log>`)],
    [
      'ISO-8859-1',
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><log>${trace.replace('decide', 'Zoë')}</log>`, 'latin1'),
    ],
    [
      'UTF-16',
      Buffer.from(
        `\uFEFF<?xml version="1.0" encoding="UTF-16"?><log>${trace.replace('decide', 'Zoë')}</log>`,
        'utf16le',
      ),
    ],
    [
      'UTF-16 without a mark',
      Buffer.from(`<?xml version="1.0" encoding="UTF-16"?><log>${trace.replace('decide', 'Zoë')}</log>`, 'utf16le'),
    ],
    ['gzip under any name', gzipSync(`<log>${trace.replace('decide', 'Zoë')}</log>`)],
  ])('is read in %s', async (_encoding, bytes) => {
    expect(casesOf(await read(bytes))[0]?.activities[0]?.activity).toBe('Zoë');
  });

  it('takes its fields from other keys when it is told to', async () => {
    const xml =
      '<log><trace><string key="id" value="A1"/><event><string key="step" value="decide"/><string key="concept:name" value="x"/></event></trace></log>';
    const [only] = casesOf(await readText('log.xes', xml, { keys: { case: 'id', activity: 'step' } }));
    expect(only).toMatchObject({
      name: 'A1',
      activities: [{ activity: 'decide', attributes: [{ key: 'concept:name' }] }],
    });
  });
});
