import type { Page } from '@playwright/test';
import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

const CLIENT = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik';
const PROJECT = 'W'.repeat(95);
const PERSON = { name: 'M'.repeat(90), email: `someone@${'long'.repeat(12)}.example`, role: 'owner' };
const WIDTHS = [320, 640, 1440];

async function command<Answer>(page: Page, url: string, data: object): Promise<Answer> {
  const headers = { 'X-Portico-Request': '1', 'Idempotency-Key': crypto.randomUUID(), Origin: new URL(url).origin };
  const answer = await page.request.post(url, { data, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Answer;
}

test('names of one endless word widen no page, on a small phone neither', async ({ page }) => {
  const portal = new Portal();
  await portal.start('dist/apps/api/main.js', '--demo');
  try {
    const api = `${portal.url}/api`;
    await page.goto(await portal.wayIn('Ruth Ashdown (admin)'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();
    const client = await command<{ id: string }>(page, `${api}/accounts`, { name: CLIENT });
    await command(page, `${api}/accounts/${client.id}/members`, PERSON);
    const project = await command<{ id: string }>(page, `${api}/accounts/${client.id}/projects`, {
      name: PROJECT,
      template: 'website-project',
    });
    await command(page, `${api}/projects/${project.id}/notes`, { body: 'x'.repeat(400) });

    const at = `/work/clients/${client.id}`;
    for (const path of [
      '/work/projects',
      '/work/clients',
      at,
      `${at}/timeline`,
      `/work/projects/${project.id}`,
      '/work/reports',
    ]) {
      await page.goto(portal.url + path);
      await expect(
        page
          .getByText(/W{20}|Donaudampf/)
          .filter({ visible: true })
          .first(),
      ).toBeVisible();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const shown = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(shown, `${path}, ${width} px`).toBeLessThanOrEqual(width);
      }
    }
  } finally {
    await portal.end();
  }
});
