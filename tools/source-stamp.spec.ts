import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceStamp } from './source-stamp.ts';

describe('the stamp of a build', () => {
  let project: string;
  const stamp = (): string =>
    sourceStamp(project, { paths: ['libs', 'settings.json', 'absent'], counts: (path) => !path.endsWith('.md') });

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'portico-stamp-'));
    mkdirSync(join(project, 'libs/kit'), { recursive: true });
    writeFileSync(join(project, 'libs/kit/index.ts'), 'export {};');
    writeFileSync(join(project, 'settings.json'), '{}');
  });
  afterEach(() => {
    rmSync(project, { recursive: true });
  });

  it('stays the same when only times change, as after a fresh clone', () => {
    const before = stamp();
    utimesSync(join(project, 'libs/kit/index.ts'), 1, 1);
    expect(stamp()).toBe(before);
  });

  it.each([
    [
      'a file changes',
      () => {
        writeFileSync(join(project, 'libs/kit/index.ts'), 'export { };');
      },
    ],
    [
      'a file is added',
      () => {
        writeFileSync(join(project, 'libs/kit/new.ts'), '');
      },
    ],
    [
      'a file is renamed',
      () => {
        renameSync(join(project, 'libs/kit/index.ts'), join(project, 'libs/kit/other.ts'));
      },
    ],
    [
      'a file is removed',
      () => {
        rmSync(join(project, 'libs/kit/index.ts'));
      },
    ],
    [
      'a single named file changes',
      () => {
        writeFileSync(join(project, 'settings.json'), '{"a":1}');
      },
    ],
  ])('changes when %s', (_, change) => {
    const before = stamp();
    change();
    expect(stamp()).not.toBe(before);
  });

  it('does not depend on what the build does not read', () => {
    const before = stamp();
    writeFileSync(join(project, 'libs/kit/notes.md'), 'changed');
    expect(stamp()).toBe(before);
  });
});
