import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { EventCatalog, type StoredEvent } from '#event-sourcing';
import { SqliteEventStore, verifyChain } from '#event-store';
import { SqliteReadModels, foldFresh, type AnyProjection } from '#read-models';
import type * as Composition from '../../apps/api/composition.ts';
import { checkLog } from './check-log.ts';
import type { Settled } from './workload.ts';

// The built one: tools run without a build of their own, and decorators need one.
const { events: eventTypes, projections } = (await import(
  new URL('../../dist/apps/api/composition.js', import.meta.url).href
)) as typeof Composition;

const PAGE = 5_000;

/** Everything that is wrong in a data folder that no portal serves now. */
export async function checkFolder(data: string, settled: readonly Settled[], principal: string): Promise<string[]> {
  const store = new SqliteEventStore(join(data, 'log.db'), { readOnly: true });
  try {
    const log = await readLog(store);
    const { valid, firstBad } = await verifyChain(store);
    console.log(`${String(log.length)} events, chain ${valid ? 'valid' : 'broken'}`);
    return [
      ...(valid ? [] : [`The chain is broken at ${String(firstBad?.position)}: ${String(firstBad?.reason)}`]),
      ...checkLog(log, settled, principal),
      ...(await checkViews(join(data, 'views'), log)),
    ];
  } finally {
    await store.close();
  }
}

async function readLog(store: SqliteEventStore): Promise<StoredEvent[]> {
  const log: StoredEvent[] = [];
  for (;;) {
    const page = await store.readAll(log.at(-1)?.position ?? 0n, { limit: PAGE });
    if (page.length === 0) return log;
    log.push(...page);
  }
}

async function checkViews(folder: string, log: readonly StoredEvent[]): Promise<string[]> {
  const catalog = new EventCatalog(eventTypes);
  const views = new SqliteReadModels(folder);
  const faults = await Promise.all(projections.map((projection) => checkView(views, projection, log, catalog)));
  await views.close();
  return faults.flat();
}

async function checkView(
  views: SqliteReadModels,
  projection: AnyProjection,
  log: readonly StoredEvent[],
  catalog: EventCatalog,
): Promise<string[]> {
  const fresh = foldFresh(projection, log, catalog);
  const faults: string[] = [];
  for await (const document of views.view(projection).dump()) {
    const expected: unknown = fresh.get(document._id);
    fresh.delete(document._id);
    if (!isDeepStrictEqual(document, expected))
      faults.push(`View ${projection.name}: ${document._id} differs from a fresh fold`);
  }
  return [...faults, ...[...fresh.keys()].map((id) => `View ${projection.name}: ${id} is missing`)];
}
