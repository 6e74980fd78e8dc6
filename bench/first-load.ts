import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium, type BrowserContext, type Page, type Request } from '@playwright/test';
import type * as Tools from '../tools/chromium.ts';

/** What a browser with an empty cache was sent for a page, in bytes. */
export interface FirstLoad {
  /** HTML, CSS and JavaScript. */
  readonly code: number;
  readonly fonts: number;
}

const CODE = new Set(['document', 'stylesheet', 'script']);

/** A Chromium that forgets everything between two loads. */
export async function withBrowser<Result>(work: (newContext: () => Promise<BrowserContext>) => Promise<Result>) {
  // From its source: the build leaves tools out.
  const tools = (await import(new URL('../../tools/chromium.ts', import.meta.url).href)) as typeof Tools;
  const { executablePath, args, env } = tools.findChromium(fileURLToPath(new URL('../../', import.meta.url)));
  const browser = await chromium.launch({ executablePath, args, env });
  try {
    return await work(() => browser.newContext({ locale: 'en-GB' }));
  } finally {
    await browser.close();
  }
}

/** Opens a page for the first time and waits until nothing more of it comes. */
export async function firstLoad(page: Page, url: string): Promise<FirstLoad> {
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Live pages keep a connection open, so that the network is never idle.
  await page.waitForTimeout(500);
  return {
    code: await sum(requests.filter((request) => CODE.has(request.resourceType()))),
    fonts: await sum(requests.filter((request) => request.resourceType() === 'font')),
  };
}

async function sum(requests: readonly Request[]): Promise<number> {
  const sizes = await Promise.all(requests.map(sizeOf));
  return sizes.reduce((total, size) => total + size, 0);
}

/** As it was sent; the page itself, whose nonce is new each time, as brotli would make it for a proxy that compresses. */
async function sizeOf(request: Request): Promise<number> {
  const response = await request.response();
  const isPlain = (await response?.headerValue('content-encoding')) === null;
  if (response && isPlain && request.resourceType() !== 'font') return brotliCompressSync(await response.body()).length;
  return (await request.sizes()).responseBodySize;
}
