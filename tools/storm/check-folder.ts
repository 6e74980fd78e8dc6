import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { EventCatalog, type StoredEvent } from '#event-sourcing';
import { SqliteEventStore, verifyChain } from '#event-store';
import { SqliteReadModels, buildNamed, foldFresh, type AnyProjection } from '#read-models';
import type * as Program from '#program';
import { checkLog } from './check-log.ts';
import type { Settled } from './workload.ts';

/** What the portal is made of, as far as its data goes. */
export type Made = Pick<typeof Program, 'events' | 'projections'>;

/** What was sent to a portal until it was answered, and by whom. */
export interface Sent {
  readonly settled: readonly Settled[];
  readonly principal: string;
}

const PAGE = 5_000;

/** Everything that is wrong in a data folder that no portal serves now. */
export async function checkFolder(data: string, made: Made, { settled, principal }: Sent): Promise<string[]> {
  const store = new SqliteEventStore(join(data, 'log.db'), { readOnly: true });
  try {
    const log = await readLog(store);
    const { valid, firstBad } = await verifyChain(store);
    return [
      ...(valid ? [] : [`The chain is broken at ${String(firstBad?.position)}: ${String(firstBad?.reason)}`]),
      ...checkLog(log, settled, principal),
      ...(await checkViews(join(data, 'views'), made, log)),
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

async function checkViews(
  folder: string,
  { events, projections }: Made,
  log: readonly StoredEvent[],
): Promise<string[]> {
  const catalog = new EventCatalog(events);
  const views = new SqliteReadModels(folder);
  const serving = servingIn(folder);
  const faults = await Promise.all(
    projections.map((projection) =>
      checkView(views, { ...projection, build: serving.get(projection.name) ?? 0 }, log, catalog),
    ),
  );
  await views.close();
  return faults.flat();
}

/** Which build answers readers, by the name of its view; none stands for what the portal made by itself. */
function servingIn(folder: string): Map<string, number> {
  const file = join(folder, 'serving.json');
  const files = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  return new Map(
    Object.entries(files).map(([view, name]) => {
      if (!existsSync(join(folder, name))) throw new Error(`${name} serves ${view}, and is not there.`);
      return [view, buildNamed(name.replace(/\.db$/, ''))?.build ?? 0];
    }),
  );
}

async function checkView(
  views: SqliteReadModels,
  projection: AnyProjection & { readonly build: number },
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
