import { expectAccessible } from './accessible.ts';
import { expect, test } from './test.ts';

test.describe('a portal that nobody has set up', () => {
  test('leads whoever has the link to the set-up, and loads nothing from elsewhere', async ({ page, portal }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(await portal.setUpLink());
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
    expect(new Set(asked)).toEqual(new Set([portal.url]));
    expect(complaints).toEqual([]);
  });

  test('gives each page a nonce of its own', async ({ request, portal }) => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await request.get(portal.url)).headers()['content-security-policy']),
    );
    expect(policies[0]).toContain("script-src 'self'");
    expect(policies[0]).toMatch(/style-src 'self' 'nonce-[^']+'/);
    expect(policies[0]).not.toBe(policies[1]);
  });
});
