import type { EventStore, StoredEvent } from '#event-sourcing';
import { accountCommandId, accountIdOf } from './import-ids.js';

const PAGE = 2000;

/** The accounts that the log knows: by id, with the name that each has now. */
export async function knownAccounts(store: EventStore): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let after = 0n; ;) {
    const page = await store.readAll(after, { categories: ['account'], limit: PAGE });
    for (const event of page) {
      const name = nameIn(event);
      if (name !== undefined && event.account !== undefined) names.set(event.account, name);
    }
    const last = page.at(-1);
    if (!last) return names;
    after = last.position;
  }
}

function nameIn({ type, data }: StoredEvent): string | undefined {
  if (type !== 'AccountOpened' && type !== 'AccountRenamed') return undefined;
  return (JSON.parse(data) as { readonly name: string }).name;
}

/**
 * The id of the account that each name means: the one that an earlier import of this log opened, whatever it is called
 * now, else the first one called so, else one that is to be opened.
 */
export function accountIdsFor(
  names: ReadonlySet<string>,
  source: string,
  known: ReadonlyMap<string, string>,
): Map<string, string> {
  const own = new Map([...names].map((name) => [name, accountIdOf(accountCommandId(source, name))]));
  // What the log itself opened under a name that only looks the same is another account, also when it goes on after a kill.
  const taken = new Set(own.values());
  const byName = new Map<string, string>();
  for (const [id, name] of known) if (!taken.has(id) && !byName.has(name)) byName.set(name, id);
  return new Map([...own].map(([name, id]) => [name, known.has(id) ? id : (byName.get(name) ?? id)]));
}
