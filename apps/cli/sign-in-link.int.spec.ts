import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { completeSignIn } from '#contracts';
import { TestPortal, type TestPerson } from '../api/testing/test-portal.harness.js';
import { runHere } from './testing/cli.harness.js';

describe('portico sign-in-link', () => {
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
  });
  afterAll(() => portal.stop());

  /** From a shell that knows the data folder only. */
  const link = (...words: string[]) =>
    runHere(['sign-in-link', admin.email, ...words], portal.config.data, { PORTICO_DATA: portal.config.data });

  it('leads to the portal that is at work, wherever that answers, and lets its person in once', async () => {
    const { code, out } = await link();
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${portal.config.url}/sign-in/[\\w-]{20,}\n$`));
    const body = { token: out.trimEnd().split('/').at(-1) ?? '' };
    expect(await portal.browser().try(completeSignIn, { body })).toMatchObject({
      status: 200,
      body: { personId: admin.id },
    });
    expect((await portal.browser().try(completeSignIn, { body })).status).toBe(410);
  });

  it('says all of it as JSON', async () => {
    const { url, code, expiresAt } = JSON.parse((await link('--json')).out) as Record<string, string>;
    expect(url).toContain(`${portal.config.url}/sign-in/`);
    expect(code).toMatch(/^\d{6}$/);
    expect(Date.parse(expiresAt ?? '') - Date.now()).toBeGreaterThan(14 * 60_000);
  });
});
