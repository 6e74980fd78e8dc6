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

async function run(words: readonly string[]): Promise<void> {
  const { isJson, rows: chosen } = wanted(words);
  const results: Result[] = [];
  for (const row of chosen) {
    process.stderr.write(`${row.name} …\n`);
    results.push(resultOf(row, await row.measure()));
  }
  process.stdout.write(`${isJson ? JSON.stringify({ machine: machine(), rows: results }) : table(results)}\n`);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
