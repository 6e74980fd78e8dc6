import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Act } from './every-write.ts';
import { portico, porticoDyingAt } from './portico.ts';
import { differences } from './same-data.ts';

/** A backup that is killed is whole or has no name, and another one can be made. */
export function backupAct(): Act {
  return {
    name: 'backup',
    dieAt: (write, folder) => porticoDyingAt(write, join(folder, 'data'), 'backup', join(folder, 'one')),
    finish: async (folder) => {
      const data = join(folder, 'data');
      const one = existsSync(join(folder, 'one')) ? await restored(folder, 'one') : [];
      const again = await portico(data, 'backup', join(folder, 'two'));
      return [...one, ...(again.code === 0 ? await restored(folder, 'two') : [again.errors])];
    },
  };
}

async function restored(folder: string, backup: string): Promise<string[]> {
  const to = join(folder, `${backup}-restored`);
  const { code, errors } = await portico(folder, 'restore', join(folder, backup), '--to', to);
  return code === 0 ? differences(join(folder, 'data'), to) : [errors];
}
