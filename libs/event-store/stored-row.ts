import type { StoredEvent, StreamName, Visibility } from '#event-sourcing';

/** Columns of a stored event in the order that {@link storedEvent} reads. */
export const STORED_COLUMNS =
  'e.position, s.name, e.revision, e.id, e.type, e.schema_version, e.at, e.account, e.visibility, e.data, e.metadata, e.hash';

/** A row of {@link STORED_COLUMNS} as an array. */
export type StoredRow = [
  position: number,
  stream: StreamName,
  revision: number,
  id: string,
  type: string,
  schemaVersion: number,
  at: string,
  account: string | null,
  visibility: Visibility,
  data: string,
  metadata: string,
  hash: string,
];

export function storedEvent(row: StoredRow): StoredEvent {
  return {
    position: BigInt(row[0]),
    stream: row[1],
    revision: row[2],
    id: row[3],
    type: row[4],
    schemaVersion: row[5],
    at: row[6],
    account: row[7] ?? undefined,
    visibility: row[8],
    data: row[9],
    metadata: row[10],
    hash: row[11],
  };
}
