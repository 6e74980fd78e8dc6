import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemCode } from '#contracts';
import { filesBelow } from './source-stamp.ts';

const ROOT = join(import.meta.dirname, '..');

/** Codes of all refusals, by looking at where they are made: domains know nothing of HTTP and its contracts. */
function codesOfRefusals(): string[] {
  const sources = filesBelow(join(ROOT, 'libs'), '.')
    .filter((file) => file.endsWith('.ts') && !/\.(spec|harness|behaviour)\.ts$/.test(file))
    .map((file) => readFileSync(join(ROOT, 'libs', file), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/new Refusal\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code));
}

describe('codes of refusals', () => {
  it('are among those that the contracts name, so that the portal can say them in any language', () => {
    const codes = codesOfRefusals();
    expect(codes).toEqual(expect.arrayContaining(['task-waits', 'last-admin', 'idempotency-key-reused']));
    expect(codes.filter((code) => !ProblemCode.safeParse(code).success)).toEqual([]);
  });
});
