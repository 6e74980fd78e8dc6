import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

const CASES = 200;
const STEPS = ['Queued', 'Accepted', 'Waiting for parts', 'Repaired', 'Closed'];
const HOUR_MS = 3_600_000;
const LAST = Date.parse('2012-06-20T08:00:00Z');

/** Repairs over half a year, the last of them in June 2012; each of the cases takes a day for each of its steps. */
function log(): string {
  const traces = Array.from({ length: CASES }, (_, index) => {
    const begin = LAST - (CASES - index) * 21 * HOUR_MS;
    const events = STEPS.map((step, place) => {
      const at = new Date(begin + place * 24 * HOUR_MS).toISOString();
      return `<event><string key="concept:name" value="${step}"/><date key="time:timestamp" value="${at}"/></event>`;
    });
    return `<trace><string key="concept:name" value="Repair ${index + 1}"/>${events.join('')}</trace>`;
  });
  return `<log><string key="concept:name" value="Repairs"/>${traces.join('')}</log>`;
}

/** Events of a month of that log, counted by looking for them. */
function eventsIn(month: string): number {
  return log().split(`value="${month}`).length - 1;
}

test.describe.serial('reports', () => {
  let portal: Portal;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    portal = new Portal();
    await portal.start();
    page = await (await browser.newContext()).newPage();
    await page.goto(await portal.setUpLink());
    await page.getByLabel('Your name').fill('Ruth Ashdown');
    await page.getByLabel('Email').fill('ruth@ashdownpell.example');
    await page.getByRole('button', { name: 'Go on to your business' }).click();
    await page.getByLabel('Name of the business').fill('Ashdown Pell');
    await page.getByRole('button', { name: 'Open the portal' }).click();
    await expect(page.getByRole('heading', { name: 'How does mail leave?' })).toBeVisible();
  });
  test.afterAll(async () => {
    await page.context().close();
    await portal.end();
  });

  test('say what will come while there is nothing', async () => {
    await page.goto(`${portal.url}/work/reports`);
    await expect(page.getByText('Nothing has happened yet.')).toBeVisible();
    await expectAccessible(page);
  });

  test('cover a past that was imported, as of the day when it was', async () => {
    test.slow();
    const file = join(portal.data, 'repairs.xes');
    writeFileSync(file, log());
    portal.command('import', file, '--account', 'Larkfield Hotels');
    const sentence = page.getByRole('heading', { level: 1 });
    await expect(sentence).toHaveText('Nothing happened in these months. The last that did was in June 2012.');
    await page.getByRole('link', { name: 'Look at the months up to June 2012' }).click();
    await expect(sentence).toContainText('in June 2012');
    await expect(page.getByText('From 1,000 events.')).toBeVisible();
    const chart = page.getByRole('group', { name: /^Steps done each month: / });
    await expect(chart).toHaveAccessibleName(new RegExp(`May ${eventsIn('2012-05')}, Jun ${eventsIn('2012-06')}$`));
    await expect(page.getByRole('row', { name: 'Recorded projects not known not known' })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('open the events behind a figure, and those their receipts', async () => {
    await page
      .getByRole('group', { name: /^Steps done each month: / })
      .getByRole('link', { name: /^Jun / })
      .focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/figure=steps&month=2012-06/);
    await page.goBack();
    await page.getByText('The same as a table').first().click();
    const table = page.getByRole('region', { name: 'Steps done each month' });
    await table.getByRole('link', { name: `${eventsIn('2012-06')} June 2012` }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Steps in June 2012' })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Larkfield Hotels' })).toHaveCount(100);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Larkfield Hotels' })).toHaveCount(eventsIn('2012-06'));
    await page.getByRole('link', { name: 'Closed' }).first().click();
    await expect(page.getByText('recorded elsewhere', { exact: false }).first()).toBeVisible();
    await page.goBack();
    await page.getByRole('link', { name: 'Back to the report' }).click();
    await expect(page.getByLabel('As of')).toHaveValue('2012-06-30');
    await expect(page.getByText('30 Jun 2012')).toBeVisible();
    // Day, month, year and calendar, as the browser has them; and on.
    await page.getByLabel('As of').focus();
    for (let stop = 0; stop < 4; stop += 1) {
      await expect(page.getByText('30 Jun 2012')).toBeHidden();
      await page.keyboard.press('Tab');
    }
    await expect(page.getByText('30 Jun 2012')).toBeVisible();
    await expect(page.getByLabel('Looking back')).toBeFocused();
  });

  test('measure statuses, and list the stays in one', async () => {
    const table = page.getByRole('region', { name: 'Time in each status' });
    const row = table.getByRole('row', { name: /^Waiting for parts/ });
    await expect(row.getByRole('cell')).toContainText(['200', '1 d', '1 d', '200 d', '0']);
    await row.getByRole('link').first().click();
    await expect(page.getByText('lasted 1 d').first()).toBeVisible();
    await page.goBack();
  });

  test('come as a file for spreadsheets', async () => {
    const link = page.getByRole('link', { name: 'CSV' });
    const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', portal.url).href);
    expect(answer.headers()['content-disposition']).toBe('attachment; filename="report-2012-06-30.csv"');
    expect(await answer.text()).toContain(`activities,2012-06,recorded,${eventsIn('2012-06')},count\r\n`);
  });

  test('count what is done here as well, and change by themselves', async () => {
    test.slow();
    await page.goto(`${portal.url}/work/clients`);
    await page.getByRole('link', { name: 'Larkfield Hotels' }).click();
    await page.waitForURL(/clients\/[0-9a-f-]{36}$/);
    const [, account = ''] = /clients\/([0-9a-f-]+)/.exec(page.url()) ?? [];
    await page.goto(`${portal.url}/work/reports`);
    const headers = { 'X-Portico-Request': '1', Origin: portal.url };
    const data = { name: 'Hotel website', template: 'website-project' };
    const started = await page.request.post(`${portal.url}/api/accounts/${account}/projects`, { headers, data });
    expect(started.status()).toBe(201);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('One project waits on us, none on the client.');
    await page.getByLabel('Projects', { exact: true }).selectOption('Done here');
    await expect(page.getByText('From 1 event.')).toBeVisible();
    await page
      .getByRole('group', { name: /^Open projects by age: / })
      .getByRole('link', { name: '7 d 1' })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: 'Open projects: up to a week' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Project started' })).toBeVisible();
    await expectAccessible(page);
    await page.goBack();
    await page.getByLabel('as recorded then').check();
    await expect(page).toHaveURL(/facts=recorded-then/);
    await expectAccessible(page);
  });
});
