import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';

/** What a restored folder must have as the folder has it that was backed up; empty when it has. */
export function differences(original: string, restored: string): string[] {
  const same = (what: string, read: (folder: string) => unknown): string[] =>
    isDeepStrictEqual(read(original), read(restored)) ? [] : [`${what} of ${restored} is not that of ${original}`];
  return [
    ...same('The log', (folder) => rowsOf(join(folder, 'log.db'), 'events', 'position')),
    ...same('The vault', (folder) => tablesOf(join(folder, 'vault.db'))),
    ...same('A key', keysOf),
  ];
}

function tablesOf(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
  database.close();
  return tables.map(({ name }) => [name, rowsOf(file, String(name), 'id')]);
}

function rowsOf(file: string, table: string, order: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(`SELECT * FROM "${table}" ORDER BY "${order}"`).all();
  } finally {
    database.close();
  }
}

function keysOf(folder: string): unknown[] {
  const names = readdirSync(join(folder, 'keys')).filter((name) => name.endsWith('.key'));
  return names.sort().map((name) => [name, readFileSync(join(folder, 'keys', name), 'hex')]);
}
