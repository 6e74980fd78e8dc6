import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { Portal } from './portal.ts';
import { expect, test } from './test.ts';

/** English in brackets, as if it were an Arabic message file: whatever stands outside of brackets is in no message file. */
const bracketed = (name: string, english: string) => `
  import { ${name} as english } from '${english}';
  const said = (text) => (text === '' ? text : '⟦' + text + '⟧');
  const spoken = (value) =>
    typeof value === 'string'
      ? said(value)
      : typeof value === 'function'
        ? (...about) => said(value(...about))
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoken(inner)]));
  const bracketed = { ...spoken(english), language: 'ar', direction: 'rtl' };
  export { bracketed as ${name} };`;

/** What the files of texts that a client loads export, and by which of their texts they are found. */
const FILES = { en: 'Skip to the content', enPages: 'Where things stand' };

/** Puts other files in the place of the message files that the build has made. */
async function dropIn(page: Page): Promise<void> {
  await page.route('**/*.js', async (route) => {
    const url = new URL(route.request().url());
    const answer = await route.fetch();
    const code = await answer.text();
    const name = Object.entries(FILES).find(([, text]) => !url.search && code.includes(text))?.[0];
    const body = name && bracketed(name, `${url.pathname}?english`);
    if (body) await route.fulfill({ contentType: 'text/javascript', body });
    else await route.fulfill({ response: answer });
  });
}

/** All texts that the server answers: names, titles and sentences are the business's own, not the portal's. */
function contentOf(page: Page): Set<string> {
  // The program's own name, and that of a hash, are the same in every language.
  const content = new Set(['Portico', 'sha256']);
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || response.url().includes('/signals')) return;
    void response.json().then(
      (body: unknown) =>
        JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' && content.add(value), value)),
      () => undefined,
    );
  });
  return content;
}

/** What people read or hear of a page, text by text; it runs in the page. */
const READABLE = `(() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent);
  for (const element of document.querySelectorAll('*'))
    for (const name of ['aria-label', 'alt', 'placeholder', 'title']) texts.push(element.getAttribute(name) ?? '');
  return texts;
})()`;

/** Texts, or parts of them, that came neither from the message file nor from the server. */
async function hardCoded(page: Page, content: ReadonlySet<string>): Promise<string[]> {
  const longestFirst = [...content].sort((a, b) => b.length - a.length);
  return (await page.evaluate<string[]>(READABLE)).flatMap((text) => {
    // A sentence of the server may stand in two parts, of which one names who did it.
    if (text.trim().length > 3 && longestFirst.some((known) => known.includes(text.trim()))) return [];
    let rest = text;
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
    }
    for (const known of longestFirst) if (known.length > 1) rest = rest.replaceAll(known, ' ');
    // Initials are the person's, and prints are shown in part.
    rest = rest.replaceAll(/\b(\p{Lu}{1,2}|[0-9a-f]{4,})\b/gu, '');
    return /\p{Script=Latin}{2}/u.test(rest) ? [text.trim()] : [];
  });
}

test.describe('a second language', () => {
  test('is a message file: sign-in, home and timeline say nothing that is not in it', async ({ page }) => {
    test.setTimeout(240_000);
    const portal = new Portal();
    await portal.start('dist/apps/api/main.js', '--demo');
    try {
      const content = contentOf(page);
      await dropIn(page);
      await page.goto(`${portal.url}/sign-in`);
      await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
      await page.getByRole('textbox').fill('nobody@nowhere');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await expect(page.getByText('⟦The part after the @ has no ending, such as .co.uk⟧')).toBeVisible();
      await expect.poll(() => hardCoded(page, content)).toEqual([]);
      await expectAccessible(page);

      await page.goto(await portal.wayIn('Dana Okafor (client)'));
      await page.getByRole('button', { name: '⟦Sign in⟧' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('⟦');
      await expect(page.getByText('⟦What happens next⟧')).toBeVisible();
      await expect(page.getByText(/[\u0600-\u06ff]{3}/).first()).toBeVisible();
      await expect.poll(() => hardCoded(page, content)).toEqual([]);

      await page.getByRole('link', { name: '⟦Timeline⟧' }).first().click();
      await page.getByRole('button', { name: 'Receipt' }).first().click();
      await expect(page.getByText('⟦Print of this entry⟧')).toBeVisible();
      await expect.poll(() => hardCoded(page, content)).toEqual([]);
    } finally {
      await portal.end();
    }
  });
});
