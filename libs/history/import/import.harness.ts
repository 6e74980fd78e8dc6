import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountsEvents } from '#accounts';
import { EventCatalog, Transactions, commandPrintOf, type EventMetadata, type StoredEvent } from '#event-sourcing';
import { SqliteEventStore } from '#event-store';
import { PersonalKeys, SqliteVault } from '#vault';
import { workflowEvents } from '#workflow';
import { importLog, type ImportRequest, type ImportSummary } from './import-log.js';

const KEY = Buffer.alloc(32, 7);

/** A log and a Vault of their own, to import into. */
export class ImportWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'portico-import-'));
  readonly vault = new SqliteVault(join(this.folder, 'vault.db'));
  readonly personal = new PersonalKeys(this.vault, KEY);
  readonly store = new SqliteEventStore(join(this.folder, 'log.db'));
  readonly transactions = new Transactions(
    this.store,
    new EventCatalog([...accountsEvents, ...workflowEvents]),
    this.personal,
  );
  isServed = false;

  fileOf(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  import(name: string, content: string, request: Partial<ImportRequest> = {}): Promise<ImportSummary> {
    return this.importFile(this.fileOf(name, content), request);
  }

  importFile(file: string, request: Partial<ImportRequest> = {}): Promise<ImportSummary> {
    const target = {
      transactions: this.transactions,
      isServed: () => this.isServed,
      print: (body: readonly (string | number)[]) => commandPrintOf(KEY, body),
    };
    return importLog(
      { file, reading: {}, visibility: 'client', dryRun: false, ...request },
      { open: () => Promise.resolve(target), now: () => new Date(), onProgress: () => undefined },
    );
  }

  all(): Promise<StoredEvent[]> {
    return this.store.readAll(0n, { limit: 1_000_000 });
  }

  /** Data of all events of a type, as stored. */
  async data(type: string): Promise<Record<string, unknown>[]> {
    return (await this.all())
      .filter((event) => event.type === type)
      .map(({ data }) => JSON.parse(data) as Record<string, unknown>);
  }

  /** The name of each case's account. */
  async accountsByCase(): Promise<Record<string, string>> {
    const events = await this.all();
    const names = new Map(
      events.flatMap((event) =>
        event.type === 'AccountOpened' ? [[event.account, (JSON.parse(event.data) as { name: string }).name]] : [],
      ),
    );
    return Object.fromEntries(
      events.flatMap((event) =>
        event.type === 'ProjectRecorded'
          ? [[(JSON.parse(event.data) as { caseName: string }).caseName, names.get(event.account) ?? '']]
          : [],
      ),
    );
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.vault.close();
    rmSync(this.folder, { recursive: true });
  }
}

export function metadataOf({ metadata }: StoredEvent): EventMetadata {
  return JSON.parse(metadata) as EventMetadata;
}

/** A log in XES; what stands in a case is given as XML. */
export function xes(...cases: string[]): string {
  return `<log><string key="concept:name" value="orders"/>${cases.map((one) => `<trace>${one}</trace>`).join('')}</log>`;
}

export function text(key: string, value: string): string {
  return `<string key="${key}" value="${value}"/>`;
}

export function event(activity: string, more = ''): string {
  return `<event>${text('concept:name', activity)}${more}</event>`;
}
