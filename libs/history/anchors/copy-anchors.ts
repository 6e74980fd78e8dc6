import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorIn } from './anchor.js';
import { ANCHORS, completeLines } from './anchor-file.js';

/**
 * Copies the anchors that cover no more than a copy of the log holds. Without the later ones the two belong together:
 * a log that really lost its end keeps anchors which tell of it.
 *
 * @param keys the folder that they lie in
 * @param head position of the last event in the copy of the log
 * @param copy a file that is not there yet
 */
export function copyAnchors(keys: string, head: bigint, copy: string): void {
  const lines = completeLines(readFileSync(join(keys, ANCHORS), 'utf8'));
  const after = lines.findIndex((line) => BigInt(anchorIn(line)?.position ?? 0) > head);
  const kept = after === -1 ? lines : lines.slice(0, after);
  writeFileSync(copy, kept.map((line) => `${line}\n`).join(''), { mode: 0o600, flag: 'wx' });
}
