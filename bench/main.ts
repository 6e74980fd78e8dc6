import { parseArgs } from 'node:util';
import { machine } from './machine.js';
import { resultOf, type Result, type Row } from './row.js';
import { rows } from './rows.js';
import { table } from './table.js';

const USAGE = 'Usage: npm run -s bench -- [--json] [--only NAME]…';

interface Wanted {
  readonly isJson: boolean;
  readonly rows: readonly Row[];
}

/** @throws Error with one line that says what to do */
function wanted(words: readonly string[]): Wanted {
  const options = { json: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const;
  const { json = false, only = [] } = parseArgs({ args: [...words], options }).values;
  const unknown = only.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no row ${unknown}; there are ${rows.map(({ name }) => name).join(', ')}.`);
  }
  return { isJson: json, rows: only.length === 0 ? rows : rows.filter(({ name }) => only.includes(name)) };
}

/** Measures one row after the other; one that fails spoils the run, but not the rows after it. */
async function run({ isJson, rows: chosen }: Wanted): Promise<void> {
  const results: Result[] = [];
  for (const row of chosen) {
    process.stderr.write(`${row.name} …\n`);
    try {
      results.push(resultOf(row, await row.measure()));
    } catch (error) {
      process.stderr.write(`${row.name} could not be measured: ${String(error)}\n`);
      process.exitCode = 1;
    }
  }
  process.stdout.write(`${isJson ? JSON.stringify({ machine: machine(), rows: results }) : table(results)}\n`);
}

let asked: Wanted | undefined;
try {
  asked = wanted(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
if (asked) await run(asked);
