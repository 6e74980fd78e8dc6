import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What a build reads: files and folders relative to the project. */
export interface Sources {
  readonly paths: readonly string[];
  /** Whether a file below one of the paths counts; the path has forward slashes. */
  readonly counts: (path: string) => boolean;
}

/**
 * A hash over the names and contents of a build's sources, in hex. Contents rather than times, because a checkout, a
 * copy or a container layer gives equal files new times.
 */
export function sourceStamp(project: string, sources: Sources): string {
  const hash = createHash('sha256');
  for (const path of sources.paths.flatMap((start) => filesBelow(project, start)).filter(sources.counts)) {
    const content = readFileSync(join(project, path));
    hash.update(`${path}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Every file at or below a path, sorted, with forward slashes; none where the path does not exist. */
export function filesBelow(project: string, start: string): string[] {
  const top = join(project, start);
  let found;
  try {
    found = readdirSync(top, { withFileTypes: true, recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return [start];
    if (code === 'ENOENT') return [];
    throw error;
  }
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
