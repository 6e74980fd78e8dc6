import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const PRELOADED = pathToFileURL(join(import.meta.dirname, 'die-at-write.ts')).href;

/** The environment of a program that is to be killed in place of its n-th write. */
export function dyingAt(write: number): Record<string, string> {
  return {
    NODE_OPTIONS: `--import ${PRELOADED} --disable-warning=ExperimentalWarning`,
    STORM_DIE_AT: String(write),
  };
}
