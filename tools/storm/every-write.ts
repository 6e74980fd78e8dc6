import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Stormed } from './storm.ts';

/** Something that is done to a data folder, and may be killed at any write of it. */
export interface Act {
  readonly name: string;
  /** Does it as a process that is killed in place of its n-th write; whether it came to that write. */
  dieAt(write: number, folder: string): Promise<boolean>;
  /** Does it again, to its end, and looks for everything that is wrong. */
  finish(folder: string): Promise<readonly string[]>;
}

/** Folders that are worked on at once. */
const AT_ONCE = 3;

/**
 * Kills an act at its first write, at its second, and so on until it has no more, each time in a fresh copy of a folder.
 *
 * @param base the folder as it is before the act
 */
export async function everyWrite(act: Act, base: string, work: string): Promise<Stormed> {
  const faults: string[] = [];
  let [next, end] = [1, Infinity];
  const goOn = async (): Promise<void> => {
    while (next < end) {
      const write = next;
      next += 1;
      const folder = join(work, `${act.name}-${String(write)}`);
      cpSync(base, folder, { recursive: true });
      if (!(await act.dieAt(write, folder))) end = Math.min(end, write);
      const found = await act.finish(folder).catch((error: unknown) => [String(error)]);
      for (const fault of found) {
        faults.push(`${act.name}, killed at write ${String(write)}: ${fault}`);
        // At once: who watches need not wait for the last write.
        console.error(faults.at(-1));
      }
      if (found.length === 0) rmSync(folder, { recursive: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
  return { kills: end - 1, faults };
}
