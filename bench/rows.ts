import type { Row } from './row.js';
import { commandsBesideRebuild } from './rows/commands-beside-rebuild.js';
import { commands } from './rows/commands.js';
import { home } from './rows/home.js';
import { http } from './rows/http.js';
import { importRow } from './rows/import.js';
import { lag } from './rows/lag.js';
import { loadFonts, loadHome, loadSignIn } from './rows/load.js';
import { rebuild } from './rows/rebuild.js';
import { verify } from './rows/verify.js';

/** Every line of the bench, in the order in which they are run. */
export const rows: readonly Row[] = [
  commands(1, {}),
  commands(16, {}),
  commands(64, { value: 20_000, ratio: 0.5, p99: 15 }),
  commandsBesideRebuild,
  rebuild,
  verify,
  http,
  lag,
  importRow,
  home(100),
  home(10_000),
  home(100_000),
  loadSignIn,
  loadHome,
  loadFonts,
];
