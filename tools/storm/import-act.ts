import { join } from 'node:path';
import { made } from './built.ts';
import { checkFolder } from './check-folder.ts';
import type { Act } from './every-write.ts';
import { withPortal } from './portal-inside.ts';
import { portico, porticoDyingAt } from './portico.ts';

export interface ImportActOptions {
  /** The file that is imported. */
  readonly file: string;
  /** How many events stand in it. */
  readonly events: number;
}

/** An import that is killed, and run again, adds each event of the file once. */
export function importAct({ file, events }: ImportActOptions): Act {
  const dataOf = (folder: string): string => join(folder, 'data');
  return {
    name: 'import',
    dieAt: (write, folder) => porticoDyingAt(write, dataOf(folder), 'import', file),
    finish: async (folder) => {
      const data = dataOf(folder);
      const [first, second, verdict] = [
        await portico(data, 'import', file),
        await portico(data, 'import', file),
        await portico(data, 'verify'),
      ];
      await withPortal(data, () => Promise.resolve());
      return [
        ...[first, second, verdict].flatMap(({ code, errors }) => (code === 0 ? [] : [errors])),
        ...(Number(first.result['added']) + Number(first.result['skipped']) === events ? [] : ['Some were not added']),
        ...(second.result['added'] === 0 ? [] : ['Some were added twice']),
        ...(verdict.result['valid'] === true ? [] : ['The log is not valid']),
        ...(await checkFolder(data, made, { settled: [], principal: '' })),
      ];
    },
  };
}
