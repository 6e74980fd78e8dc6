import { join } from 'node:path';
import { made } from './built.ts';
import { checkFolder } from './check-folder.ts';
import type { Act } from './every-write.ts';
import { withPortal } from './portal-inside.ts';
import { portico, porticoDyingAt } from './portico.ts';

/** What may be done to a view from the shell. */
export type Replay = 'switch' | 'back' | 'drop';

/**
 * A rebuild with its comparison and its switch, going back, or dropping a build: killed, and done again. Whatever serves
 * afterwards is equal to a fresh fold, at once and with a portal that went on from there.
 */
export function replayAct(view: string, replay: Replay): Act {
  const words = ['replay', view, `--${replay}`];
  return {
    name: `replay-${replay}`,
    dieAt: (write, folder) => porticoDyingAt(write, join(folder, 'data'), ...words),
    finish: async (folder) => {
      const data = join(folder, 'data');
      const { code, result, errors } = await portico(data, ...words);
      const [replayed] = (result['views'] ?? []) as { readonly equal: boolean | null }[];
      await withPortal(data, () => Promise.resolve());
      return [
        ...(code === 0 ? [] : [errors]),
        ...(replay === 'switch' && replayed?.equal !== true ? ['The builds were not equal'] : []),
        ...(await checkFolder(data, made, { settled: [], principal: '' })),
      ];
    },
  };
}
