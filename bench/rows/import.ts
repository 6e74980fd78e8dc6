import { createHmac } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountsEvents } from '#accounts';
import { EventCatalog, Transactions } from '#event-sourcing';
import { SqliteEventStore } from '#event-store';
import { importLog } from '#history';
import { PersonalKeys, SqliteVault } from '#vault';
import { workflowEvents } from '#workflow';
import { insertRows, rowsAfter, type EventRow } from '../bare/insert-rows.js';
import { insertStreams, streamNames } from '../bare/insert-streams.js';
import { parseXml } from '../bare/parse-xml.js';
import { inTurn, type Round } from '../rounds.js';
import type { Row } from '../row.js';
import { inTempFolder } from '../temp-folder.js';

const CASES = 8_000;
const EVENTS_OF_A_CASE = 5;
const EVENTS = CASES * EVENTS_OF_A_CASE;
/** Rows in a transaction, as an import has them where no portal is at work. */
const BATCH = 1_000;
const KEY = createHmac('sha256', 'bench').update('key').digest();

/** A log of 40,000 events, beside a program that parses it and inserts the very rows that it becomes. */
export const importRow: Row = {
  name: 'import',
  unit: 'events/s',
  target: { ratio: 0.25 },
  measure: () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'orders.xes');
      await writeFile(file, `<log>${Array.from({ length: CASES }, (_, number) => caseXml(number)).join('\n')}</log>`);
      await imported(file, join(folder, 'made'));
      const made = join(folder, 'made', 'log.db');
      const known = { rows: rowsAfter(made, 0n), streams: streamNames(made) };
      return inTurn({
        bare: () => bare(file, join(folder, 'bare'), known),
        ours: () => imported(file, join(folder, 'ours')),
      });
    }),
};

function caseXml(number: number): string {
  const events = Array.from({ length: EVENTS_OF_A_CASE }, (_, index) => eventXml(number, index));
  return `<trace><string key="concept:name" value="order ${number}"/>${events.join('\n')}</trace>`;
}

function eventXml(number: number, index: number): string {
  const at = `20${String(10 + (number % 10))}-03-${String(10 + index)}T09:${String(10 + (number % 50))}:00.123+01:00`;
  return `<event><string key="org:resource" value="User ${(number * 7 + index) % 1_000}"/>
<date key="time:timestamp" value="${at}"/><string key="concept:name" value="Activity ${index}"/>
<string key="lifecycle:transition" value="complete"/><int key="cost" value="${number * index}"/></event>`;
}

async function imported(file: string, folder: string): Promise<Round> {
  await emptied(folder);
  const vault = new SqliteVault(join(folder, 'vault.db'));
  const store = new SqliteEventStore(join(folder, 'log.db'), { thread: { claim: undefined } });
  const catalog = new EventCatalog([...accountsEvents, ...workflowEvents]);
  const target = {
    transactions: new Transactions(store, catalog, new PersonalKeys(vault, KEY)),
    isServed: () => false,
    print: (body: readonly (string | number)[]) => createHmac('sha256', KEY).update(JSON.stringify(body)).digest('hex'),
  };
  const start = performance.now();
  const { added } = await importLog(
    { file, reading: {}, visibility: 'client', dryRun: false },
    { open: () => Promise.resolve(target), now: () => new Date(), onProgress: () => undefined },
  );
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  await vault.close();
  if (added !== EVENTS) throw new Error('The log of the bench did not come in whole.');
  return { perSecond: added / seconds };
}

/** What an import made. */
interface Known {
  readonly rows: readonly EventRow[];
  readonly streams: readonly string[];
}

async function bare(file: string, folder: string, { rows, streams }: Known): Promise<Round> {
  await emptied(folder);
  const log = join(folder, 'log.db');
  await new SqliteEventStore(log).close();
  const start = performance.now();
  await parseXml(file);
  const parsing = (performance.now() - start) / 1_000;
  const inserting = insertStreams(log, streams, BATCH) + rows.length / insertRows(log, rows, BATCH);
  return { perSecond: EVENTS / (parsing + inserting) };
}

async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
}
