import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

test('a double click completes the task that was clicked, not the one that takes its place', async ({ page }) => {
  const portal = new Portal();
  await portal.start('dist/apps/api/main.js', '--demo');
  try {
    await page.goto(await portal.wayIn('Dana Okafor (client)'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Wapping Wharf café website' }).first().click();
    await expect(page.getByRole('heading', { name: 'Approve the design' })).toBeVisible();
    await page
      .getByRole('button', { name: /Mark as done/ })
      .first()
      .dblclick();
    await expect(page.getByText('“Approve the design” is done.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Send the final texts' })).toBeVisible();
  } finally {
    await portal.end();
  }
});
