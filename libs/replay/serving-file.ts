import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOfBuild, type ViewPlan } from '#read-models';

/**
 * Writes which file serves each view, for people and for programs that do not open the log. Of views that no plan is
 * about, what was said before stays for as long as the file is there.
 */
export function writeServing(folder: string, plans: Iterable<ViewPlan>): void {
  const file = join(folder, 'serving.json');
  const planned = [...plans].map(({ view, serving: build }) => [view, `${nameOfBuild(build)}.db`] as const);
  const before = Object.entries(readServing(file)).filter(([, name]) => existsSync(join(folder, name)));
  const serving = Object.fromEntries([...before, ...planned].sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(`${file}.draft`, `${JSON.stringify(serving, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
}

/** It follows from the log: one that cannot be read is simply made anew. */
function readServing(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
