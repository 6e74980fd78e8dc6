import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NO_PREVIOUS,
  NO_STREAM,
  canonicalJson,
  chainHash,
  uuidv5,
  type SealedEvent,
  type StreamName,
} from '#event-sourcing';
import { SqliteEventStore, type Verdict } from '#event-store';
import { joined, verifyFirstHalf, verifySecondHalf } from '../verify-half.js';
import { verifyLog, type LogVerdict } from '../verify-log.js';
import type { ReadAnchors } from './anchor-file.js';
import { Anchoring } from './anchoring.js';
import { coveredBy } from './segment.js';

const NAMESPACE = '00000000-0000-5000-8000-000000000000';
const SHARED = { account: 'a', visibility: 'client' } as const;

export function streamNamed(category: string, name: string): StreamName {
  return `${category}-${uuidv5(NAMESPACE, name)}`;
}

/** A log of its own with its keys and anchors. */
export class AnchoredLog {
  readonly log: string;
  readonly keys: string;
  readonly #ends = new Map<StreamName, { revision: number; hash: string }>();

  constructor(readonly folder = mkdtempSync(join(tmpdir(), 'portico-anchors-'))) {
    this.log = join(folder, 'log.db');
    this.keys = folder;
  }

  get anchorsFile(): string {
    return join(this.keys, 'anchors.jsonl');
  }

  open(): SqliteEventStore {
    return new SqliteEventStore(this.log);
  }

  anchoring(store: SqliteEventStore): Anchoring {
    return new Anchoring({ store, keys: this.keys, now: () => new Date() });
  }

  /** Appends events to a stream, all in one. */
  async append(store: SqliteEventStore, stream: StreamName, count = 1): Promise<void> {
    const end = this.#ends.get(stream) ?? { revision: NO_STREAM, hash: NO_PREVIOUS };
    const events: SealedEvent[] = [];
    for (let index = 0; index < count; index += 1) events.push(eventAfter(stream, events.at(-1) ?? end));
    this.#ends.set(stream, events.at(-1) ?? end);
    await store.append(stream, end.revision, events);
  }

  /** A copy that may be spoilt. */
  copy(): AnchoredLog {
    const folder = mkdtempSync(join(tmpdir(), 'portico-anchors-'));
    cpSync(this.folder, folder, { recursive: true });
    return new AnchoredLog(folder);
  }

  async verify(anchors?: string): Promise<LogVerdict> {
    const store = new SqliteEventStore(this.log, { readOnly: true });
    try {
      return await verifyLog({ store, path: this.log, keys: this.keys, anchors });
    } finally {
      await store.close();
    }
  }

  /** The verdict over two halves, parted behind a position that an anchor covers up to, or anywhere without anchors. */
  async verifyHalves(middle: bigint, { anchors }: Pick<ReadAnchors, 'anchors'>): Promise<Verdict | undefined> {
    const anchor = anchors.find(({ position }) => position === String(middle));
    const covered = anchor ? coveredBy(anchor) : { position: middle, events: Number(middle), root: NO_PREVIOUS };
    const halves = { anchors, middle: covered };
    const store = new SqliteEventStore(this.log, { readOnly: true });
    try {
      return joined(await verifyFirstHalf(store, halves), await verifySecondHalf(this.log, halves));
    } finally {
      await store.close();
    }
  }

  anchorLines(): string[] {
    return readFileSync(this.anchorsFile, 'utf8').split('\n').slice(0, -1);
  }

  writeAnchorLines(lines: readonly string[]): void {
    writeFileSync(this.anchorsFile, lines.map((line) => `${line}\n`).join(''));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function eventAfter(stream: StreamName, { revision, hash }: { revision: number; hash: string }): SealedEvent {
  const unhashed = {
    id: uuidv5(NAMESPACE, `${stream} ${String(revision + 1)}`),
    type: 'Happened',
    schemaVersion: 1,
    stream,
    revision: revision + 1,
    at: '2026-11-24T09:41:00.000Z',
    data: canonicalJson({ number: revision + 1, text: 'honest' }),
    metadata: canonicalJson({ ...SHARED, actor: 'b', commandId: 'c', prev: hash }),
  };
  return { ...unhashed, hash: chainHash(hash, unhashed), ...SHARED };
}

export const STREAMS = [
  streamNamed('account', 'a'),
  streamNamed('project', 'b'),
  streamNamed('project', 'c'),
  streamNamed('person', 'd'),
] as const;

/**
 * 60 events of four streams in turn, anchored at the positions 10, 25, 40 and 55; and one event of a stream of its own
 * behind them.
 */
export async function workedLog(): Promise<AnchoredLog> {
  const world = new AnchoredLog();
  const store = world.open();
  const anchoring = world.anchoring(store);
  for (let position = 1; position <= 60; position += 1) {
    await world.append(store, STREAMS[(position - 1) % STREAMS.length] ?? STREAMS[0]);
    await anchoring.take(10);
    if ([10, 25, 40, 55].includes(position)) await anchoring.sign();
  }
  await world.append(store, streamNamed('project', 'late'));
  await store.close();
  return world;
}
