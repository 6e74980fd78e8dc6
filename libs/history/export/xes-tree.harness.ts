import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { validateXML } from 'xmllint-wasm';

/** An element of XML. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** Reads XML as what it is, and knows nothing of logs. */
export function treeOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml.replace(/^\uFEFF/, '')).close();
  return root.children[0] ?? root;
}

export interface PlainCase {
  readonly name: string | undefined;
  readonly events: readonly Readonly<Record<'name' | 'at' | 'by' | 'transition', string | undefined>>[];
  /** All attributes, nested ones under their way, in a fixed order. */
  readonly attributes: readonly string[];
}

/** What a log says, by other means than the product's reader: names, instants to the millisecond, and all attributes. */
export function plainCases(xml: string): PlainCase[] {
  const log = treeOf(xml);
  return log.children
    .filter(({ name }) => name.endsWith('trace'))
    .map((trace) => {
      const events = trace.children.filter(({ name }) => name.endsWith('event'));
      return {
        name: valueOf(trace, 'concept:name'),
        events: events.map((event) => ({
          name: valueOf(event, 'concept:name'),
          at: instant(valueOf(event, 'time:timestamp')),
          by: valueOf(event, 'org:resource'),
          transition: valueOf(event, 'lifecycle:transition'),
        })),
        attributes: [trace, ...events].flatMap((one, index) =>
          attributesOf(one)
            .filter((text) => !text.startsWith('time:timestamp'))
            .map((text) => `${String(index)} ${text}`)
            .sort(),
        ),
      };
    });
}

function valueOf({ children }: Element, key: string): string | undefined {
  const value = children.find(({ attributes }) => attributes['key'] === key)?.attributes['value'];
  return value === '' ? undefined : value;
}

function instant(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const cut = text.replace(/(\.\d{3})\d+/, '$1');
  return `${new Date(cut).toISOString()} ${/(Z|[+-]\d\d:\d\d)$/.exec(text)?.[0] ?? ''}`;
}

function attributesOf({ children }: Element, way = ''): string[] {
  return children
    .filter(({ name }) => !name.endsWith('event'))
    .flatMap((element) => {
      const { name, attributes } = element;
      if (name.endsWith('values')) return attributesOf(element, way);
      const path = `${way}${plainKey(attributes['key'] ?? '')}`;
      return [
        `${path}=${attributes['value'] ?? ''} (${name.replace(/^.*:/, '')})`,
        ...attributesOf(element, `${path}/`),
      ];
    });
}

function plainKey(key: string): string {
  return key.replaceAll(/_x([\dA-F]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** What the schema of XES finds wrong. @param data folder of real files */
export async function schemaErrors(xml: string, data: string): Promise<string[]> {
  const schema = readFileSync(join(data, 'schema', 'xes-ieee-1849-2016-April-15-2020.xsd'), 'utf8');
  const { errors } = await validateXML({
    xml: [{ fileName: 'log.xes', contents: xml }],
    schema: [{ fileName: 'xes.xsd', contents: schema }],
    initialMemoryPages: 512,
    maxMemoryPages: 32768,
  });
  return errors.map(({ message }) => message);
}
