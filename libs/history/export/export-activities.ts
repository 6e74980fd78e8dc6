import type { RecordedAttribute } from '#workflow';
import type { ExportPiece, ExportScope } from './export-log.js';
import { recordedCases, type ActivityData, type CaseReading, type RecordedPart } from './recorded-cases.js';

const CASE = 'case:concept:name';
const FIELDS = {
  activity: 'concept:name',
  occurredAt: 'time:timestamp',
  resource: 'org:resource',
  lifecycle: 'lifecycle:transition',
} as const satisfies Partial<Record<keyof ActivityData, string>>;
const SOURCE = 'case:source';

type Row = ReadonlyMap<string, string>;

/**
 * Recorded activities as CSV, one a line, under the names that XES gives to what every log has. Columns of a case begin
 * with `case:`; what is nested stands as `outer/inner`, and a key that an activity has twice as `key (2)`.
 */
export async function* exportActivities(reading: CaseReading, scope: ExportScope): AsyncGenerator<ExportPiece> {
  const until = await reading.store.head();
  const columns = await columnsOf(reading, scope, until);
  yield { text: lineOf(columns), events: 0, position: 0n };
  for await (const part of recordedCases(reading, scope, until)) {
    const rows = rowsOf(part, columns.includes(SOURCE));
    const text = rows.map((row) => lineOf(columns.map((column) => row.get(column) ?? ''))).join('');
    yield { text, events: rows.length, position: part.position };
  }
}

/** The log is read twice, since the first line names what the last one may be the first to have. */
async function columnsOf(reading: CaseReading, scope: ExportScope, until: bigint): Promise<string[]> {
  const ofActivity = new Set<string>([CASE, ...Object.values(FIELDS)]);
  const ofCase = new Set<string>();
  const sources = new Set<string>();
  for await (const part of recordedCases(reading, scope, until)) {
    sources.add(part.case.source);
    for (const row of rowsOf(part, false))
      for (const column of row.keys()) (column.startsWith('case:') ? ofCase : ofActivity).add(column);
  }
  if (sources.size > 1) ofCase.add(SOURCE);
  return [...new Set([...ofActivity, ...ofCase])];
}

function rowsOf({ case: { caseName, source, attributes }, activities }: RecordedPart, withSource: boolean): Row[] {
  const ofCase = new Map([[CASE, caseName]]);
  if (withSource) ofCase.set(SOURCE, source);
  addAttributes(ofCase, attributes, 'case:');
  return activities.map((activity) => {
    const row = new Map(ofCase);
    for (const [field, column] of Object.entries(FIELDS)) row.set(column, activity[field as keyof typeof FIELDS] ?? '');
    addAttributes(row, activity.attributes, '');
    return row;
  });
}

function addAttributes(row: Map<string, string>, attributes: readonly RecordedAttribute[], way: string): void {
  for (const { key, value, children } of attributes) {
    if (value !== '') row.set(freeColumn(row, `${way}${key}`), value);
    if (children) addAttributes(row, children, `${way}${key}/`);
  }
}

function freeColumn(row: Row, wanted: string): string {
  if (!row.has(wanted)) return wanted;
  for (let count = 2; ; count += 1) {
    const column = `${wanted} (${count})`;
    if (!row.has(column)) return column;
  }
}

function lineOf(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`;
}

/** As RFC 4180 has it. */
function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
