import { bareLoad } from '../bare-portal.js';
import { DemoPortal } from '../demo-portal.js';
import { firstLoad, withBrowser, type FirstLoad } from '../first-load.js';
import type { Measurement, Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';

/** What is loaded by a stranger who comes to sign in, and by a client who comes home. */
interface Loads {
  readonly signIn: FirstLoad;
  readonly home: FirstLoad;
  /** Bytes of an Angular application with router and HTTP client only. */
  readonly bare: number;
}

let loads: Promise<Loads> | undefined;

export const loadSignIn = load('load/sign-in', 110, ({ signIn }) => signIn.code);
export const loadHome = load('load/home', 150, ({ home }) => home.code);

/** Beside the code; there is no bare font. */
export const loadFonts: Row = {
  name: 'load/fonts',
  unit: 'kB',
  isLessBetter: true,
  target: { value: 95 },
  measure: async () => {
    const { signIn, home } = await measured();
    return { value: Math.max(signIn.fonts, home.fonts) / 1_000 };
  },
};

function load(name: string, most: number, of: (loads: Loads) => number): Row {
  return {
    name,
    unit: 'kB brotli',
    isLessBetter: true,
    target: { value: most },
    measure: async (): Promise<Measurement> => {
      const all = await measured();
      return { value: of(all) / 1_000, bare: all.bare / 1_000, ratio: all.bare / of(all) };
    },
  };
}

/** All pages are loaded in one go, at the first row that asks. */
function measured(): Promise<Loads> {
  loads ??= inTempFolder(measure);
  return loads;
}

async function measure(folder: string): Promise<Loads> {
  const bare = await bareLoad();
  const portal = await DemoPortal.start(folder);
  try {
    return await withBrowser(async (newContext) => {
      const signIn = await firstLoad(await (await newContext()).newPage(), `${portal.url}/sign-in`);
      const door = await newContext();
      const page = await door.newPage();
      await page.goto(portal.link('client'));
      await page.locator('button[type=submit]').click();
      await page.waitForURL('**/at/*');
      // The same session in a browser that has loaded nothing yet.
      const fresh = await newContext();
      await fresh.addCookies(await door.cookies());
      const home = await firstLoad(await fresh.newPage(), page.url());
      return { signIn, home, bare };
    });
  } finally {
    await portal.stop();
  }
}
