import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

/** Stands in everything that belongs to the other client; must never reach a browser of the first. */
const FOREIGN = 'Northgate-canary-5d1c';

/** From an empty machine to a client who reads what staff did a moment ago, and checks its proof. */
test.describe.serial('the whole way', () => {
  let portal: Portal;
  let admin: Page;
  let maya: Page;
  let dana: Page;
  let contexts: BrowserContext[];

  test.beforeAll(async ({ browser }) => {
    portal = new Portal();
    await portal.start();
    contexts = await Promise.all([browser.newContext(), browser.newContext(), browser.newContext()]);
    [admin, maya, dana] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page, Page];
  });
  test.afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await portal.end();
  });

  async function enter(page: Page, email: string): Promise<void> {
    const [link = ''] = (await portal.mailbox.next(email)).links;
    await page.goto(link);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  test('an admin sets the portal up', async () => {
    await admin.goto(await portal.setUpLink());
    await admin.getByLabel('Your name').fill('Ruth Ashdown');
    await admin.getByLabel('Email').fill('ruth@ashdownpell.example');
    await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Go on to your business' }).click();
    await admin.getByLabel('Name of the business').fill('Ashdown Pell');
    // Whoever is called away finds what was written, and where.
    await expect(admin.getByText('Saved')).toBeVisible();
    await admin.reload();
    await expect(admin.getByLabel('Name of the business')).toHaveValue('Ashdown Pell');
    await admin.getByRole('button', { name: 'Open the portal' }).click();
    await expect(admin.getByRole('heading', { name: 'How does mail leave?' })).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Go on to your first client' }).click();
    await expect(admin.getByRole('heading', { name: 'Projects' })).toBeVisible();
    await expectAccessible(admin);
  });

  test('opens two clients, and invites a colleague and a client', async () => {
    for (const name of [FOREIGN, 'Acme Coffee Roasters']) {
      await admin.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Clients' }).click();
      await admin.getByRole('button', { name: 'Open an account…' }).click();
      await admin.getByLabel('Name of the client').fill(name);
      await admin.getByRole('button', { name: 'Open the account' }).click();
      await expect(admin.getByRole('heading', { level: 1, name })).toBeVisible();
    }
    await admin.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Clients' }).click();
    await admin.getByRole('searchbox').fill('roast ac');
    await expect(admin.getByRole('link', { name: FOREIGN })).toHaveCount(0);
    await admin.getByRole('link', { name: 'Acme Coffee Roasters' }).click();
    await admin.getByRole('button', { name: 'Invite a person…' }).click();
    await admin.getByLabel('Name', { exact: true }).fill('Dana Okafor');
    await admin.getByLabel('Email').fill('dana@acme.example');
    await admin.getByLabel('Owner').check();
    await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(admin.getByText('dana@acme.example')).toBeVisible();

    await admin.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'People' }).click();
    await admin.getByRole('button', { name: 'Invite a colleague…' }).click();
    await admin.getByLabel('Name', { exact: true }).fill('Maya Ellis');
    await admin.getByLabel('Email').fill('maya@ashdownpell.example');
    await admin.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(admin.getByText('maya@ashdownpell.example')).toBeVisible();
    await expectAccessible(admin);
  });

  test('a colleague comes, sees nobody’s work, and is assigned to one client', async () => {
    await enter(maya, 'maya@ashdownpell.example');
    await expect(maya.getByText('No projects yet.')).toBeVisible();
    await admin.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Clients' }).click();
    await admin.getByRole('link', { name: 'Acme Coffee Roasters' }).click();
    await admin.getByRole('button', { name: 'Assign…' }).click();
    await admin.getByLabel('Who').selectOption({ label: 'Maya Ellis, staff' });
    await admin.getByRole('button', { name: 'Assign', exact: true }).click();
    await maya.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Clients' }).click();
    await maya.getByRole('link', { name: 'Acme Coffee Roasters' }).click();
    await expect(maya.getByText(FOREIGN)).toHaveCount(0);
  });

  test('staff start a project, and the client comes by the mailed link', async ({ canary }) => {
    await maya.getByRole('button', { name: 'Start a project…' }).click();
    await maya.getByLabel('Name of the project').fill('Wapping Wharf café website');
    await expectAccessible(maya);
    await maya.getByRole('button', { name: 'Start the project' }).click();
    await expect(maya.getByRole('heading', { level: 1, name: 'Wapping Wharf café website' })).toBeVisible();
    await expectAccessible(maya);

    await canary.watch(dana.context(), [FOREIGN]);
    await enter(dana, 'dana@acme.example');
    await expect(dana.getByRole('heading', { level: 1 })).toContainText('Nothing needs you now, Dana.');
    await expectAccessible(dana);
  });

  test('staff complete a task, and the client’s open page changes by itself', async () => {
    await maya.getByRole('button', { name: 'Complete… Hold the kick-off' }).click();
    await expect(maya.getByRole('region', { name: 'The client will see' })).toContainText('Maya Ellis completed');
    await expectAccessible(maya);
    await maya.getByRole('button', { name: 'Complete the step' }).click();
    await expect(dana.getByRole('heading', { level: 1 })).toContainText('One thing needs you, Dana.');
    await expectAccessible(dana);
  });

  test('the client completes what waits on them, and staff see it come', async () => {
    await dana.getByRole('button', { name: /Mark as done/ }).click();
    await expect(dana.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(maya.getByText('Done, Dana Okafor')).toBeVisible();
  });

  test('a note for the business stays with the business, one for the client arrives', async () => {
    await maya.getByRole('button', { name: 'Add an internal note…' }).click();
    await maya.getByLabel('Note', { exact: true }).fill('Call Dana before ten.');
    await expect(maya.getByText('Nobody of Acme Coffee Roasters ever sees this.')).toBeVisible();
    await expectAccessible(maya);
    await maya.getByRole('button', { name: 'Keep it internal' }).click();
    await expect(maya.getByText('Call Dana before ten.')).toBeVisible();
    await maya.getByRole('button', { name: 'Publish a note…' }).click();
    await maya.getByLabel('Note', { exact: true }).fill('The kick-off went well.');
    await maya.getByRole('button', { name: 'Publish to 1 person of Acme Coffee Roasters' }).click();

    await dana.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Timeline' }).click();
    await expect(dana.getByText('The kick-off went well.')).toBeVisible();
    await expect(dana.getByText('Call Dana before ten.')).toHaveCount(0);
    await expectAccessible(dana);
  });

  test('every entry opens its receipt, verified in the reader’s own browser', async () => {
    await dana.getByRole('button', { name: 'Receipt Maya Ellis completed Hold the kick-off' }).click();
    await expect(dana.getByText('Verified')).toBeVisible();
    await expect(dana.getByText('TaskCompleted, v1')).toBeVisible();
    await expectAccessible(dana);
  });

  test('a lost portal is said, and the page recovers by itself', async () => {
    await portal.stop('SIGKILL');
    await expect(dana.getByText('The portal cannot be reached.')).toBeVisible();
    await portal.start();
    await expect(dana.getByText('The portal cannot be reached.')).toHaveCount(0);
  });

  test('somebody else’s address and one that does not exist read the same', async () => {
    await admin.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Clients' }).click();
    await admin.getByRole('link', { name: FOREIGN }).click();
    await expect(admin).toHaveURL(/clients\/[0-9a-f-]{36}$/);
    const foreign = admin.url().split('/').at(-1) ?? '';
    const texts: string[] = [];
    for (const account of [foreign, '00000000-0000-4000-8000-000000000000']) {
      await dana.goto(`${portal.url}/at/${account}`);
      await expect(dana.getByText('There is nothing here, or it is not yours to see.')).toBeVisible();
      texts.push(await dana.getByRole('main').innerText());
    }
    expect(texts[0]).toBe(texts[1]);
    await expectAccessible(dana);
  });
});
