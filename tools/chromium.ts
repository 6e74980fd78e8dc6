import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** How to start a Chromium: where it lies, and what its process needs. */
export interface Chromium {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** Runs as root and without a network of its own; containers have no GPU and seldom a sandbox. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe', 'msedge.exe'];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The machine's own Chromium, else the one inside the npm package `@sparticuz/chromium`, unpacked once.
 *
 * @throws Error in one sentence where neither is to be had
 */
export function findChromium(project: string, path: string = process.env['PATH'] ?? ''): Chromium {
  const own = ownChromium(path);
  if (own !== undefined) return { executablePath: own, args: ARGS, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium(project);
  throw new Error(
    'No Chromium was found; install Chromium or Chrome, so that it is on the PATH, and run the tests again.',
  );
}

function ownChromium(path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...(process.platform === 'darwin' ? MAC_APPLICATIONS : [])].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us: either way it cannot be started.
    return false;
  }
}

function packagedChromium(project: string): Chromium {
  const folder = join(project, 'node_modules/.cache/portico-chromium', packagedVersion(project));
  if (!existsSync(folder)) unpack(project, folder);
  return {
    executablePath: join(folder, 'chromium'),
    args: ARGS,
    // A bare machine has neither NSS nor a font; the package brings both.
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

function packagedVersion(project: string): string {
  const main = createRequire(join(project, 'package.json')).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(main, '../../../package.json'), 'utf8')) as { version: string };
  return version;
}

/** Unpacks beside the final place and renames, so that a broken attempt is never taken for a whole one. */
function unpack(project: string, folder: string): void {
  const attempt = `${folder}.${process.pid}`;
  mkdirSync(attempt, { recursive: true });
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  // The package unpacks into TMPDIR, and its libraries only where it believes to run at the one host that it was made for.
  const env = { ...process.env, TMPDIR: attempt, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: project, env, stdio: 'pipe' });
  writeFileSync(join(attempt, 'fonts.conf'), fontConfiguration(join(folder, 'fonts')));
  try {
    renameSync(attempt, folder);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(folder)) throw error;
    rmSync(attempt, { recursive: true });
  }
}

function fontConfiguration(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}</dir>
  <cachedir>${fonts}-cache</cachedir>
</fontconfig>
`;
}
