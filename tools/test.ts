// `npm test`: runs Jest and Playwright, one after the other, and ends with one line of numbers over both.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closing,
  jestTally,
  playwrightTally,
  tallyOf,
  type Ended,
  type JestReport,
  type PlaywrightReport,
  type Tally,
} from './test-tally.ts';

const project = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'portico-test-'));
const timeIsUp = AbortSignal.timeout(10 * 60_000);

/** Runs a program of the project's packages and reads the JSON report that it leaves. */
async function run<Report>(args: readonly string[], report: string, environment = {}): Promise<Ended<Report>> {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
    signal: timeIsUp,
  });
  const code = await once(child, 'exit').then(
    ([exit]) => exit as number | null,
    () => {
      process.stdout.write('Stopped: the tests took longer than ten minutes.\n');
      return null;
    },
  );
  return { report: readReport(report) as Report | undefined, code };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Missing or cut off: the runner did not get to its end.
    return undefined;
  }
}

async function jest(): Promise<Tally> {
  const file = join(reports, 'jest.json');
  const flags = ['--import', './tools/threads-from-source.ts', '--experimental-vm-modules'];
  const args = [...flags, '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  return tallyOf(await run<JestReport>([...args, '--json', `--outputFile=${file}`], file), jestTally);
}

async function playwright(): Promise<Tally> {
  const file = join(reports, 'playwright.json');
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'];
  return tallyOf(await run<PlaywrightReport>(args, file, { PLAYWRIGHT_JSON_OUTPUT_FILE: file }), playwrightTally);
}

function build(): Tally {
  const { status } = spawnSync(process.execPath, ['tools/ensure-built.ts'], { cwd: project, stdio: 'inherit' });
  return { passed: 0, failed: status === 0 ? 0 : 1, skipped: 0, left: [] };
}

const { lines, ok } = closing(
  [build(), await jest(), await playwright()],
  process.env['PORTICO_TEST_REQUIRE'] === 'all',
);
rmSync(reports, { recursive: true });
process.stdout.write(`\n${lines.join('\n')}\n`);
process.exitCode = ok ? 0 : 1;
