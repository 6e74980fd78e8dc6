import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOfBuild, type ViewPlan } from '#read-models';

/** Writes which file serves each view, for people and for programs that do not open the log; it is never read by this one. */
export function writeServing(folder: string, plans: Iterable<ViewPlan>): void {
  const file = join(folder, 'serving.json');
  const serving = [...plans].map(({ view, serving: build }) => [view, `${nameOfBuild(build)}.db`]);
  writeFileSync(`${file}.draft`, `${JSON.stringify(Object.fromEntries(serving), null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
}
