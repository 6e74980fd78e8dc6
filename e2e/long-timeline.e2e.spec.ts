import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

const CASES = 1_332;
const EVENTS_PER_CASE = 5;
const HOUR_MS = 3_600_000;

/** A log as long as a real one: 6,660 events over seven years, a third of them in the last. */
function log(): string {
  const start = Date.parse('2006-01-01T08:00:00Z');
  const span = Date.parse('2012-06-01T08:00:00Z') - start;
  const traces = Array.from({ length: CASES }, (_, index) => {
    const begin = start + span * Math.cbrt(index / CASES);
    const events = Array.from({ length: EVENTS_PER_CASE }, (__, step) => {
      const at = new Date(begin + step * 7 * HOUR_MS).toISOString();
      return `<event><string key="concept:name" value="Step ${step + 1}"/><string key="org:resource" value="Worker ${index % 40}"/><date key="time:timestamp" value="${at}"/></event>`;
    });
    return `<trace><string key="concept:name" value="Order ${index + 1}"/>${events.join('')}</trace>`;
  });
  return `<log><string key="concept:name" value="Orders"/>${traces.join('')}</log>`;
}

test('a timeline of 6,660 entries keeps little in the document, and any month is two acts away', async ({ page }) => {
  const portal = new Portal();
  await portal.start();
  try {
    const file = join(portal.data, 'orders.xes');
    writeFileSync(file, log());
    await page.goto(await portal.setUpLink());
    await page.getByLabel('Your name').fill('Ruth Ashdown');
    await page.getByLabel('Email').fill('ruth@ashdownpell.example');
    await page.getByRole('button', { name: 'Go on to your business' }).click();
    await page.getByLabel('Name of the business').fill('Ashdown Pell');
    await page.getByRole('button', { name: 'Open the portal' }).click();
    await expect(page.getByRole('heading', { name: 'How does mail leave?' })).toBeVisible();
    portal.command('import', file, '--account', 'Larkfield Hotels');

    await page.goto(`${portal.url}/work/clients`);
    await page.getByRole('link', { name: 'Larkfield Hotels' }).click();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await expect(page.getByText('6,660 entries of Larkfield Hotels')).toBeVisible();

    const entries = page.locator('app-entry');
    for (let turn = 0; turn < 30; turn += 1) {
      await page.mouse.wheel(0, 1_200);
      await page.waitForTimeout(40);
      expect(await entries.count()).toBeLessThan(80);
    }
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: /^2009/ }).click();
    await page.getByRole('button', { name: /^Mar/ }).click();
    await expect(page.getByRole('heading', { name: /March 2009$/ }).first()).toBeVisible();
    await expectAccessible(page);
  } finally {
    await portal.end();
  }
});
