import { DatabaseSync } from 'node:sqlite';
import type { StreamName } from '#event-sourcing';
import type { Broken } from './verify-chain.js';

/** What no event shows and yet decides which events are read: each query gives the first that is wrong. */
const CHECKS: readonly (readonly [sql: string, reason: string])[] = [
  [
    `SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name LIMIT 1`,
    'the log’s file holds something besides its tables that Portico never made: ',
  ],
  [
    `SELECT 'events_by_stream' AS name WHERE NOT EXISTS
       (SELECT 1 FROM pragma_index_list('events') WHERE name = 'events_by_stream' AND "unique" = 1)`,
    'the log’s file has lost what keeps revisions apart: ',
  ],
];
const STREAM_CHECKS: readonly (readonly [sql: string, reason: string])[] = [
  [
    `SELECT name FROM streams WHERE category <> substr(name, 1, instr(name, '-') - 1) ORDER BY number LIMIT 1`,
    'it is filed under another category than its own',
  ],
  [
    `SELECT name FROM streams s WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.stream = s.number)
     ORDER BY number LIMIT 1`,
    'all its events are missing',
  ],
];

/** Looks at the log's file for what the chains of its events cannot show. */
export function verifyTables(path: string): Broken | undefined {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
  const first = (sql: string) => database.prepare(sql).get()?.['name'] as string | undefined;
  try {
    for (const [sql, reason] of CHECKS) {
      const name = first(sql);
      if (name !== undefined) return { stream: null, revision: null, position: null, reason: `${reason}${name}` };
    }
    for (const [sql, reason] of STREAM_CHECKS) {
      const stream = first(sql) as StreamName | undefined;
      if (stream !== undefined) return { stream, revision: null, position: null, reason };
    }
    return undefined;
  } finally {
    database.close();
  }
}
