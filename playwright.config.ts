import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/chromium.ts';

const { executablePath, args, env } = findChromium(import.meta.dirname);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.spec.ts',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  // A test that passes at its second try hides a race.
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    // Recording every test takes a third of their time; `npm run test:e2e -- --trace=on` shows what one does.
    trace: 'off',
    launchOptions: { executablePath, args, env: { ...process.env, ...env } },
  },
});
