import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProblemCode } from '#contracts';
import { TestPortal } from './testing/test-portal.harness.js';

const GOLDEN = join(import.meta.dirname, 'open-api.golden.jsonl');

interface Described {
  readonly operationId: string;
  readonly responses: Record<string, unknown>;
}

describe('the OpenAPI document', () => {
  let portal: TestPortal;
  let document: Record<string, unknown>;

  beforeAll(async () => {
    portal = await TestPortal.start();
    const { body } = await portal.browser().send('GET', '/api/openapi.json');
    document = body as Record<string, unknown>;
  });

  afterAll(async () => {
    await portal.stop();
  });

  it('is what others were told: a changed golden file is a changed public API', () => {
    const { paths, components } = document as { paths: object; components: object };
    const lines = [...Object.entries(paths), ...Object.entries(components)].map((part) => JSON.stringify(part));
    if (!existsSync(GOLDEN)) writeFileSync(GOLDEN, `${lines.join('\n')}\n`);
    expect(lines).toEqual(readFileSync(GOLDEN, 'utf8').trim().split('\n'));
  });

  it('names each operation once and describes its problems', () => {
    const operations = Object.values(document['paths'] as Record<string, Record<string, Described>>).flatMap((path) =>
      Object.values(path),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, responses } of operations) {
      if (operationId !== 'streamSignals')
        expect(responses['404']).toEqual({ $ref: '#/components/responses/Problem404' });
    }
    expect(JSON.stringify(document['components'])).toContain('application/problem+json');
  });

  it('can be read by people, on a page that loads nothing and shows each operation', async () => {
    const { headers, text } = await portal.browser().send('GET', '/api/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('id="completeTask"');
    expect(text).toContain('nobody can tell which');
    for (const code of ProblemCode.options) expect(text).toContain(`id="problem-${code}"`);
    expect(text).not.toMatch(/<script|src=|@import|url\(/);
    const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] as string)?.[1] ?? '-';
    expect(text).toContain(`<style nonce="${nonce}">`);
  });
});
