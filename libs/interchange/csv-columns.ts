import { BrokenLog } from './broken-log.js';
import type { Keys } from './log-item.js';

type Field = keyof Keys;

/** Names that columns usually have, best first; compared in lower case, with a space for each dash and underscore. */
const USUAL: Readonly<Record<Field, readonly string[]>> = {
  case: ['case:concept:name', 'case id', 'caseid', 'case', 'case name', 'case number', 'case key', 'trace id', 'traceid', 'trace'],
  activity: ['concept:name', 'activity', 'activity name', 'activityname', 'activity id', 'event name', 'event', 'task name', 'task', 'action'],
  time: [
    'time:timestamp', 'timestamp', 'time', 'event time', 'complete timestamp', 'completion time', 'end timestamp',
    'end time', 'date time', 'datetime', 'date', 'occurred at', 'start timestamp', 'start time',
  ],
  resource: ['org:resource', 'resource', 'user', 'performer', 'agent'],
  lifecycle: ['lifecycle:transition', 'lifecycle', 'transition', 'lifecycle transition'],
}; // prettier-ignore

/**
 * Which column says what.
 *
 * @param given columns that were named; the others are found by their usual names
 * @throws BrokenLog when a named column, or one for the case or the activity, is not there
 */
export function columnsOf(header: readonly string[], given: Keys): Keys {
  const columns: Partial<Record<Field, string>> = {};
  for (const field of ['case', 'activity', 'time', 'resource', 'lifecycle'] as const) {
    const column = given[field] ?? usualColumn(header, USUAL[field], Object.values(columns));
    if (column !== undefined && !header.includes(column))
      throw new BrokenLog(`there is no column "${column}"; ${listed(header)}`, { line: 1 });
    if (column !== undefined) columns[field] = column;
    else if (field === 'case' || field === 'activity') {
      throw new BrokenLog(`no column is known to say the ${field}; name it with --${field}: ${listed(header)}`, {
        line: 1,
      });
    }
  }
  return columns;
}

function usualColumn(
  header: readonly string[],
  usual: readonly string[],
  taken: readonly string[],
): string | undefined {
  for (const name of usual) {
    const column = header.find((one) => normal(one) === name && !taken.includes(one));
    if (column !== undefined) return column;
  }
  return undefined;
}

function normal(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
}

function listed(header: readonly string[]): string {
  const names = header.slice(0, 30).map((name) => `"${name.slice(0, 60)}"`);
  return `the columns are ${names.join(', ')}${header.length > names.length ? ' …' : ''}`.replaceAll(/\s+/g, ' ');
}
