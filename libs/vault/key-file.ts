import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes in a key. */
export const KEY_LENGTH = 32;

/**
 * The key in a file, made of 32 random bytes and readable by its owner only when there is none yet. Processes that make
 * it at the same moment all get the same key.
 *
 * @throws Error when the file holds anything but 32 bytes
 */
export function keyFile(path: string): Buffer {
  const found = readKey(path);
  if (found) return found;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${String(process.pid)}`;
  writeFileSync(draft, randomBytes(KEY_LENGTH), { mode: 0o600, flush: true });
  try {
    // A link, unlike a rename, never takes the place of a key that somebody else has just made.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return keyFile(path);
}

function readKey(path: string): Buffer | undefined {
  try {
    const key = readFileSync(path);
    if (key.length !== KEY_LENGTH) throw new Error(`${path} is no key: it must hold ${String(KEY_LENGTH)} bytes.`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
