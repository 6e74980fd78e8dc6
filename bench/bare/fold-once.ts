import { DatabaseSync } from 'node:sqlite';

interface Activity {
  events: number;
  lastAt: string;
  readonly account: string;
  readonly stream: string;
  note: string;
}

type Row = readonly [position: number, stream: string, at: string, account: string, data: string, ...rest: unknown[]];

const PAGE = 2_000;

/**
 * The least that making a view from a log needs: reading its pages of whole events, parsing each event's data, changing one object for
 * each stream in place, and writing every object once, as JSON, to a plain table with one index. Nothing is checked,
 * parked, resumable or told.
 *
 * @param log path of a log
 * @param view path of a file that is not there yet
 * @returns seconds
 */
export function foldOnce(log: string, view: string): number {
  const database = new DatabaseSync(log, { readOnly: true });
  database.exec('PRAGMA cache_size=-8192');
  const page = database.prepare(
    `SELECT e.position, s.name, e.at, e.account, e.data,
       e.revision, e.id, e.type, e.schema_version, e.visibility, e.metadata, e.hash
     FROM events e CROSS JOIN streams s ON s.number = e.stream WHERE e.position > ? ORDER BY e.position LIMIT ${PAGE}`,
    { returnArrays: true },
  );
  const start = performance.now();
  const documents = new Map<string, Activity>();
  for (let position = 0; ;) {
    const rows = page.all(position) as unknown as Row[];
    for (const row of rows) fold(documents, row);
    const last = rows.at(-1);
    if (!last) break;
    position = last[0];
  }
  write(view, documents);
  database.close();
  return (performance.now() - start) / 1_000;
}

function fold(documents: Map<string, Activity>, [, stream, at, account, data]: Row): void {
  const { body = '' } = JSON.parse(data) as { readonly body?: string };
  const document = documents.get(stream);
  if (!document) {
    documents.set(stream, { events: 1, lastAt: at, account, stream, note: body });
    return;
  }
  document.events += 1;
  document.lastAt = at;
  document.note = body;
}

function write(view: string, documents: ReadonlyMap<string, Activity>): void {
  const database = new DatabaseSync(view);
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE documents(id TEXT, at TEXT, doc TEXT)',
  );
  const insert = database.prepare('INSERT INTO documents VALUES (?, ?, ?)');
  database.exec('BEGIN IMMEDIATE');
  for (const [id, document] of documents) insert.run(id, document.lastAt, JSON.stringify(document));
  database.exec('COMMIT; CREATE UNIQUE INDEX by_id ON documents(id)');
  database.close();
}
