import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { made } from './built.ts';
import { checkFolder } from './check-folder.ts';
import type { Act } from './every-write.ts';
import { withPortal } from './portal-inside.ts';
import { portico, porticoDyingAt } from './portico.ts';
import { differences } from './same-data.ts';

/** A restore that is killed leaves a folder that is whole, or that nobody opens and the same restore makes anew. */
export function restoreAct(): Act {
  const words = (folder: string): string[] => ['restore', join(folder, 'one'), '--to', join(folder, 'restored')];
  return {
    name: 'restore',
    dieAt: (write, folder) => porticoDyingAt(write, folder, ...words(folder)),
    finish: async (folder) => {
      const [data, to] = [join(folder, 'data'), join(folder, 'restored')];
      const isOpened = existsSync(to) && (await portico(to, 'verify')).code === 0;
      const faults = isOpened ? differences(data, to) : [];
      const again = await portico(folder, ...words(folder));
      if (again.code !== 0 && !isOpened) faults.push(`It cannot be restored again: ${again.errors}`);
      faults.push(...differences(data, to));
      await withPortal(to, () => Promise.resolve());
      return [...faults, ...(await checkFolder(to, made, { settled: [], principal: '' }))];
    },
  };
}
