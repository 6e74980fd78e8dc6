import { test as base, expect } from '@playwright/test';
import { Canary } from './canary.ts';
import { Portal } from './portal.ts';

/**
 * Playwright's `test` with a running portal per worker, and a tenancy canary that is asked after every test.
 * A test that opens browsers for people of several accounts calls `await canary.watch(context, foreignTexts)` for each.
 */
export const test = base.extend<{ canary: Canary }, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = new Portal();
      await portal.start();
      await use(portal);
      await portal.end();
    },
    { scope: 'worker' },
  ],
  canary: [
    async ({}, use) => {
      const canary = new Canary();
      await use(canary);
      await canary.settled();
      expect(canary.leaks).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
