import type { LogAttribute } from './log-item.js';
import { ESCAPED, escapeKey, escapeText } from './xes-escapes.js';

/** Extensions that a log may use, by prefix; their keys begin with it. */
const EXTENSIONS = {
  concept: 'Concept',
  time: 'Time',
  org: 'Organizational',
  lifecycle: 'Lifecycle',
  identity: 'Identity',
} as const;

/** Writes XES as IEEE 1849-2016 and its schema have it, in pieces of any size. */
export const xesWriter = {
  /** The beginning of a log, with its name. */
  head(name: string): string {
    const extensions = Object.entries(EXTENSIONS).map(
      ([prefix, title]) =>
        `  <extension name="${title}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>\n`,
    );
    const attributes: LogAttribute[] = [
      { type: 'string', ...ESCAPED },
      { key: 'concept:name', type: 'string', value: name },
    ];
    return (
      '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="nested-attributes">\n' +
      `${extensions.join('')}  <classifier name="Activity" keys="concept:name"/>\n${elements(attributes, 1)}`
    );
  },
  caseStart: (attributes: readonly LogAttribute[]): string => `  <trace>\n${elements(attributes, 2)}`,
  event: (attributes: readonly LogAttribute[]): string => `    <event>\n${elements(attributes, 3)}    </event>\n`,
  caseEnd: (): string => '  </trace>\n',
  end: (): string => '</log>\n',
};

function elements(attributes: readonly LogAttribute[], depth: number): string {
  let text = '';
  for (const attribute of attributes) text += element(attribute, depth);
  return text;
}

function element(attribute: LogAttribute, depth: number): string {
  const { key, value, children = [] } = attribute;
  const name = elementName(attribute);
  const [indent, isList] = ['  '.repeat(depth), name === 'list'];
  const inside = isList ? listed(children, depth + 1) : elements(children, depth + 1);
  const start = `${indent}<${name} key="${quoted(escapeKey(key))}"${isList ? '' : ` value="${quoted(escapeText(value))}"`}`;
  return inside === '' ? `${start}/>\n` : `${start}>\n${inside}${indent}</${name}>\n`;
}

/** The schema wants a key even of what only holds the members of a list. */
function listed(children: readonly LogAttribute[], depth: number): string {
  const indent = '  '.repeat(depth);
  if (children.length === 0) return `${indent}<values key="values"/>\n`;
  return `${indent}<values key="values">\n${elements(children, depth + 1)}${indent}</values>\n`;
}

/** A text that is not what its type allows stands as a string, as it is; so does what the schema has no type for. */
function elementName({ type, value }: LogAttribute): string {
  if (type === 'list' || type === 'container') return value === '' ? 'list' : 'string';
  return TYPES[type]?.(value) ? type : 'string';
}

const LONGEST = 2n ** 63n;

const TYPES: Readonly<Record<string, (value: string) => boolean>> = {
  id: () => true,
  int: (value) => /^[+-]?\d{1,30}$/.test(value) && isLong(BigInt(value.replace('+', ''))),
  float: (value) => /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN)$/.test(value),
  boolean: (value) => /^(true|false|0|1)$/.test(value),
  date: isDateTime,
};

function isLong(value: bigint): boolean {
  return value >= -LONGEST && value < LONGEST;
}

const DATE_TIME = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;
const LOCAL_LENGTH = 19;

function isDateTime(value: string): boolean {
  if (!DATE_TIME.test(value)) return false;
  const local = new Date(`${value.slice(0, LOCAL_LENGTH)}Z`);
  // The 30th of February is taken for the 2nd of March; the 24th hour for the next day's first.
  return !Number.isNaN(local.getTime()) && local.toISOString().startsWith(value.slice(0, LOCAL_LENGTH));
}

const QUOTED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers of XML make spaces of these.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function quoted(text: string): string {
  return /[&<>"\t\n\r]/.test(text) ? text.replaceAll(/[&<>"\t\n\r]/g, (character) => QUOTED[character] ?? '') : text;
}
