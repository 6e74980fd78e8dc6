import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

const NOTE = 'The oven arrives on Friday.';

test.describe('a page whose stream of changes is slow to open', () => {
  test('shows also what changed between its first look and the stream', async ({ browser }) => {
    const portal = new Portal();
    await portal.start('dist/apps/api/main.js', '--demo');
    try {
      const staff = await (await browser.newContext()).newPage();
      await staff.goto(await portal.wayIn('Maya Ellis (staff)'));
      await staff.getByRole('button', { name: 'Sign in' }).click();
      await expect(staff.getByRole('heading', { level: 1 })).toBeVisible();

      const client = await (await browser.newContext()).newPage();
      const held = Promise.withResolvers<undefined>();
      await client.route('**/api/signals*', async (route) => {
        await held.promise;
        await route.continue();
      });
      await client.goto(await portal.wayIn('Dana Okafor (client)'));
      await client.getByRole('button', { name: 'Sign in' }).click();
      await client.getByRole('link', { name: 'Wapping Wharf café website' }).first().click();
      await expect(client.getByRole('heading', { level: 1 })).toContainText('Wapping Wharf');

      const project = client.url().split('/').at(-1) ?? '';
      const published = await staff.evaluate(
        async ([id, body]) => {
          const headers = { 'content-type': 'application/json', 'x-portico-request': '1' };
          const request = { method: 'POST', headers, body: JSON.stringify({ body }) };
          return (await fetch(`/api/projects/${id ?? ''}/notes`, request)).status;
        },
        [project, NOTE],
      );
      expect(published).toBe(201);
      // Read after, so that it is in the views before the stream begins, which then has nothing to tell of it.
      await expect
        .poll(() => staff.evaluate(async (id) => (await fetch(`/api/projects/${id}/notes`)).text(), project))
        .toContain(NOTE);
      await expect(client.getByText(NOTE)).toBeHidden();

      held.resolve(undefined);
      await expect(client.getByText(NOTE).first()).toBeVisible();
    } finally {
      await portal.end();
    }
  });
});
