import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { Portal } from './portal.ts';
import { STUMBLING_BLOCK } from './stumbling-block.ts';
import { expect, test } from './test.ts';

const FIRST_NOTE = 'The roof photos are in.';
const SECOND_NOTE = 'The slates arrive on Monday.';
/** A thread loads the program before it builds or compares: seconds, where the machine has other things to do. */
const PATIENTLY = { timeout: 60_000 };

/**
 * An admin rebuilds the timeline while staff and client work in two other browsers. The program that serves them has
 * two versions of it, and the new one has a bug.
 */
test.describe.serial('the past, replayed', () => {
  // Many pages are looked at in four shapes each.
  test.describe.configure({ timeout: 240_000 });

  let portal: Portal;
  let admin: Page;
  let maya: Page;
  let dana: Page;
  let contexts: BrowserContext[];

  test.beforeAll(async ({ browser }) => {
    portal = new Portal();
    await portal.start('dist/apps/api/main.js', '--demo');
    contexts = await Promise.all([browser.newContext(), browser.newContext(), browser.newContext()]);
    [admin, maya, dana] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page, Page];
    await enter(admin, 'Ruth Ashdown (admin)');
    await enter(maya, 'Maya Ellis (staff)');
    await enter(dana, 'Dana Okafor (client)');
    await portal.stop();
    await portal.start('e2e/planted-portal.ts');
  });
  test.afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await portal.end();
  });

  async function enter(page: Page, person: string): Promise<void> {
    await page.goto(await portal.wayIn(person));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible();
  }

  function go(page: Page, name: string): Promise<void> {
    return page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name }).click();
  }

  /** The section of a build of the timeline. */
  function timeline(state: 'Built' | 'Being built', build: string): Locator {
    return admin.getByRole('region', { name: `${state}: Timeline, ${build}` });
  }

  async function publish(text: string): Promise<void> {
    await maya.getByRole('button', { name: 'Publish a note…' }).click();
    await maya.getByLabel('Note', { exact: true }).fill(text);
    await maya.getByRole('button', { name: /^Publish to/ }).click();
    await expect(maya.getByRole('dialog')).toHaveCount(0);
  }

  test('every view is there and says how it stands', async () => {
    await go(admin, 'Replay');
    await expect(admin.getByRole('heading', { level: 1, name: 'Replay' })).toBeVisible();
    await expect(admin.getByText('Every view is current.')).toBeVisible();
    await expect(admin.getByRole('row', { name: /^Timeline/ })).toContainText('100 %');
    // Each has a title in words.
    for (const title of await admin.getByRole('rowheader').allInnerTexts()) expect(title).toMatch(/^[A-Z]/);
    await expectAccessible(admin);
    await maya.goto(`${portal.url}/work/replay`);
    await expect(maya.getByText('There is nothing here, or it is not yours to see.')).toBeVisible();
  });

  test('a view is rebuilt beside the live one while staff and client work', async () => {
    await go(dana, 'Timeline');
    await maya.goto(`${portal.url}/work/projects`);
    await maya
      .getByRole('link', { name: /Wapping Wharf/ })
      .first()
      .click();
    await Promise.all([
      admin.getByRole('button', { name: 'Rebuild Timeline' }).click(),
      publish(FIRST_NOTE).then(() => expect(dana.getByText(FIRST_NOTE)).toBeVisible()),
    ]);
    await expect(timeline('Built', 'version 2, rebuild 1')).toContainText(
      'Readers use version 1 until you switch.',
      PATIENTLY,
    );
  });

  test('the comparison catches the bug before anybody reads it', async () => {
    const built = timeline('Built', 'version 2, rebuild 1');
    await expect(built.getByRole('button', { name: /^Switch to/ })).toHaveAttribute('aria-disabled', 'true');
    await built.getByRole('button', { name: 'Compare with version 1' }).click();
    await expect(built.getByText('Look at the differences before you switch')).toBeVisible(PATIENTLY);
    await expectAccessible(admin);
    await built.getByRole('link', { name: /^See the .* differ/ }).click();

    await expect(admin.getByRole('heading', { level: 1, name: 'What differs in Timeline' })).toBeVisible();
    const [first] = await admin.getByRole('group').all();
    await expect(first!.getByRole('row', { name: /^by/ })).toContainText('""');
    await expect(first!.getByRole('link', { name: /^TaskCompleted, number/ })).toBeVisible();
    await expectAccessible(admin);

    await admin.goBack();
    await built.getByRole('button', { name: 'Switch to version 2, rebuild 1…' }).click();
    await expect(admin.getByRole('dialog')).toContainText('Readers see the new ones from that moment on');
    await admin.getByRole('button', { name: 'Cancel' }).click();
    await built.getByRole('button', { name: 'Drop it…' }).click();
    await admin.getByRole('button', { name: 'Drop it', exact: true }).click();
    await expect(built).toHaveCount(0);
    await expect(admin.getByRole('heading', { level: 1, name: 'Replay' })).toBeFocused();
  });

  test('a build that is equal serves after one click, and another goes back', async () => {
    await admin.getByRole('button', { name: 'Rebuild a view…' }).click();
    await admin.getByLabel('View', { exact: true }).selectOption({ label: 'Timeline' });
    await admin.getByLabel('Version', { exact: true }).selectOption({ label: '1, in use' });
    await expectAccessible(admin);
    await Promise.all([admin.getByRole('button', { name: 'Rebuild it' }).click(), publish(SECOND_NOTE)]);
    const built = timeline('Built', 'version 1, rebuild 2');
    await expect(built).toBeVisible(PATIENTLY);
    await built.getByRole('button', { name: 'Compare with version 1' }).click();
    await expect(built.getByText('Every document is the same.')).toBeVisible(PATIENTLY);
    await built.getByRole('button', { name: 'Switch to version 1, rebuild 2' }).click();
    await expect(admin.getByText('Readers of Timeline use version 1, rebuild 2 now.')).toBeVisible();

    for (const text of [FIRST_NOTE, SECOND_NOTE]) await expect(dana.getByText(text)).toBeVisible();
    await publish('And the scaffolding goes on Friday.');
    await expect(dana.getByText('And the scaffolding goes on Friday.')).toBeVisible();

    await admin.getByRole('button', { name: /^Switch back/ }).click();
    await expect(admin.getByText('Readers of Timeline use version 1 now.')).toBeVisible();
    await expect(admin.getByText('Switched Timeline to version 1', { exact: true })).toBeVisible();
    await expect(dana.getByText('And the scaffolding goes on Friday.')).toBeVisible();
  });

  test('an event that cannot be applied is parked, looked at, and left out with a reason', async () => {
    await publish(STUMBLING_BLOCK);
    await expect(admin.getByText('One view waits for you; the rest are current.')).toBeVisible();
    await expect(admin.getByRole('heading', { name: 'One event is parked, for Notes' })).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Try again' }).click();
    await expect(admin.getByText('Tried again. One event still cannot be applied.')).toBeVisible();
    await admin.getByRole('link', { name: 'See the event' }).click();
    await expect(admin.getByText('A note may not speak of beams.')).toBeVisible();
    await expectAccessible(admin);

    await admin.getByRole('button', { name: 'Leave it out…' }).click();
    await admin.getByRole('button', { name: 'Leave it out', exact: true }).click();
    await expect(admin.getByLabel('Why', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(admin.getByLabel('Why', { exact: true })).toBeFocused();
    await admin.getByLabel('Why', { exact: true }).fill('The drawing was wrong, not the beam.');
    await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Leave it out', exact: true }).click();
    await expect(admin.getByText('Every view is current.')).toBeVisible();
    await expect(admin.getByText('The drawing was wrong, not the beam.')).toBeVisible();
  });
});
