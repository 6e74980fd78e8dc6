import { firstLoad } from '../bench/first-load.ts';
import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

const MOST = { signIn: 110_000, home: 150_000, fonts: 95_000 };

test.describe('the first load', () => {
  test('of the sign-in page and of a client’s home stays within what a slow phone gets soon', async ({ browser }) => {
    test.setTimeout(120_000);
    const portal = new Portal();
    await portal.start('dist/apps/api/main.js', '--demo');
    // Three browsers that have loaded nothing yet.
    const [stranger, door, home] = await Promise.all([
      browser.newContext(),
      browser.newContext(),
      browser.newContext(),
    ]);
    try {
      const signIn = await firstLoad(await stranger.newPage(), `${portal.url}/sign-in`);
      expect(signIn.code).toBeLessThanOrEqual(MOST.signIn);

      const dana = await door.newPage();
      await dana.goto(await portal.wayIn('Dana Okafor (client)'));
      await dana.getByRole('button', { name: 'Sign in' }).click();
      await dana.waitForURL('**/at/*');
      await home.addCookies(await door.cookies());
      const loaded = await firstLoad(await home.newPage(), dana.url());
      expect(loaded.code).toBeLessThanOrEqual(MOST.home);
      expect(Math.max(signIn.fonts, loaded.fonts)).toBeLessThanOrEqual(MOST.fonts);
    } finally {
      await Promise.all([stranger.close(), door.close(), home.close()]);
      await portal.end();
    }
  });
});
