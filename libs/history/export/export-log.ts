import { canonicalJson, type EventMetadata, type EventStore, type StoredEvent, type StreamName } from '#event-sourcing';

/** What to export; all of it where nothing is said. Ids. */
export interface ExportScope {
  readonly account?: string | undefined;
  readonly project?: string | undefined;
}

/** A piece of an export. */
export interface ExportPiece {
  readonly text: string;
  /** Events in it. */
  readonly events: number;
  /** Position of the log that the export has come to. */
  readonly position: bigint;
}

const PAGE = 1000;

/** The log as stored: one event a line as JSON, in order of position. */
export async function* exportLog(store: EventStore, scope: ExportScope): AsyncGenerator<ExportPiece> {
  for await (const page of pages(store, scope)) {
    const events = page.filter((event) => scope.account === undefined || event.account === scope.account);
    yield {
      text: events.map((event) => `${lineOf(event)}\n`).join(''),
      events: events.length,
      position: page.at(-1)?.position ?? 0n,
    };
  }
}

/** Pages of the log, or of one project's stream, whose order is that of the log as well. */
async function* pages(store: EventStore, { project }: ExportScope): AsyncGenerator<StoredEvent[]> {
  for (let [after, from] = [0n, 0]; ;) {
    const page =
      project === undefined
        ? await store.readAll(after, { limit: PAGE })
        : await store.readStream(projectStreamOf(project), { from, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.position;
    from = last.revision + 1;
  }
}

export function projectStreamOf(id: string): StreamName {
  return `project-${id}`;
}

/** Data stays the text that was hashed; the hash joins the metadata, where it belongs when an event leaves the store. */
function lineOf({
  id,
  type,
  schemaVersion,
  stream,
  revision,
  position,
  at,
  data,
  metadata,
  hash,
}: StoredEvent): string {
  const head = JSON.stringify({ id, type, schemaVersion, stream, revision, position: String(position), at });
  const whole = canonicalJson({ ...(JSON.parse(metadata) as EventMetadata), hash });
  return `${head.slice(0, -1)},"data":${data},"metadata":${whole}}`;
}
