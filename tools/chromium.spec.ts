import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.ts';

const project = join(import.meta.dirname, '..');

describe('the Chromium of the browser specs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-chromium-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is the machine's own where there is one", () => {
    writeFileSync(join(folder, 'chromium'), '');
    chmodSync(join(folder, 'chromium'), 0o755);
    expect(findChromium(project, `/nowhere:${folder}`)).toMatchObject({
      executablePath: join(folder, 'chromium'),
      env: {},
    });
  });

  it('is not a file of that name that cannot be run', () => {
    writeFileSync(join(folder, 'chromium'), '');
    chmodSync(join(folder, 'chromium'), 0o644);
    if (process.platform === 'linux' && process.arch === 'x64') {
      expect(findChromium(project, folder).executablePath).toContain('node_modules');
    } else {
      expect(() => findChromium(project, folder)).toThrow('install Chromium');
    }
  });

  it('starts', () => {
    const { executablePath, env } = findChromium(project);
    expect(execFileSync(executablePath, ['--version'], { env: { ...process.env, ...env }, encoding: 'utf8' })).toMatch(
      /Chrom/,
    );
  });
});
