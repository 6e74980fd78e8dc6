import { EventCatalog, Transactions, type AnyEventType } from '#event-sourcing';
import { SqliteEventStore } from '#event-store';
import { SqliteReadModels } from '#read-models';
import { PersonalKeys, SqliteVault } from '#vault';
import type { DataFolder } from './data-folder.js';

/** The stores of one data folder. */
export interface Stores {
  readonly transactions: Transactions;
  readonly personal: PersonalKeys;
  readonly vault: SqliteVault;
  /** The log, as this process writes it. */
  readonly log: SqliteEventStore;
  readonly readModels: SqliteReadModels;
  close(): Promise<void>;
}

export interface OpenStoresOptions {
  /** Megabytes of the log that are kept in memory, see `SqliteEventStoreOptions`. */
  readonly logCache?: number;
}

/** Opens the stores of a data folder; several processes may at the same time. */
export function openStores(
  folder: DataFolder,
  events: readonly AnyEventType[],
  { logCache }: OpenStoresOptions = {},
): Stores {
  const vault = new SqliteVault(folder.vault, folder.mustServe);
  const personal = new PersonalKeys(vault, folder.key('personal-data'));
  const thread = { claim: folder.claim };
  const store = new SqliteEventStore(folder.log, { cache: logCache, mayWrite: folder.mustServe, thread });
  const readModels = new SqliteReadModels(folder.views, { mayWrite: folder.mustServe, thread });
  return {
    transactions: new Transactions(store, new EventCatalog(events), personal),
    personal,
    vault,
    log: store,
    readModels,
    close: async () => {
      await readModels.close();
      await store.close();
      await vault.close();
    },
  };
}
