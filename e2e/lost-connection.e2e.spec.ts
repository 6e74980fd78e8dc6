import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

test.describe('without a connection', () => {
  test('the open page stays, says so, and goes on by itself', async ({ page, context }) => {
    const portal = new Portal();
    await portal.start('dist/apps/api/main.js', '--demo');
    try {
      await page.goto(await portal.wayIn('Dana Okafor (client)'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      const sentence = page.getByRole('heading', { level: 1 });
      await expect(sentence).toContainText('Dana');
      const home = page.url();

      await context.setOffline(true);
      await expect(page.getByText('You see what was last loaded')).toBeVisible();
      await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
      await expect(page.getByText('That page cannot be loaded now.')).toBeVisible();
      await expect(sentence).toContainText('Dana');
      expect(page.url()).toBe(home);

      await context.setOffline(false);
      await expect(page.getByText('You see what was last loaded')).toBeHidden();
      await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
      await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();
    } finally {
      await portal.end();
    }
  });
});
