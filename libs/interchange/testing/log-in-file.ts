import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile, type LogOptions, type ReadOptions } from '../open-log.js';
import type { LogActivity, LogCase, LogItem } from '../log-item.js';

/** Writes a file of its own and gives its path. */
export function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'portico-log-')), name);
  writeFileSync(path, content);
  return path;
}

/** What is in a log, but for the names of its attributes. */
export async function readLog(path: string, options: LogOptions & Partial<ReadOptions> = {}): Promise<LogItem[]> {
  const log = await LogFile.open(path, options);
  const items: LogItem[] = [];
  try {
    for await (const some of log.read({ grouped: options.grouped ?? true }))
      items.push(...some.filter(({ kind }) => kind !== 'keys'));
  } finally {
    await log.close();
  }
  return items;
}

export async function readText(
  name: string,
  content: string | Uint8Array,
  options: LogOptions & Partial<ReadOptions> = {},
): Promise<LogItem[]> {
  return readLog(fileOf(name, content), options);
}

export type WholeCase = Pick<LogCase, 'name' | 'attributes'> & {
  readonly activities: Omit<LogActivity, 'kind' | 'case'>[];
};

/** Cases with their activities. */
export function casesOf(items: readonly LogItem[]): WholeCase[] {
  const cases = new Map<number, WholeCase>();
  for (const item of items) {
    if (item.kind === 'case') cases.set(item.case, { name: item.name, attributes: item.attributes, activities: [] });
    if (item.kind !== 'activity') continue;
    const { kind: _kind, case: number, ...activity } = item;
    cases.get(number)?.activities.push(activity);
  }
  return [...cases.values()];
}
