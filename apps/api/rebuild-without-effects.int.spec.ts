import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_PREVIOUS, uuidv5, type SealedEvent, type StreamName } from '#event-sourcing';
import { SqliteEventStore } from '#event-store';
import { SqliteReadModels, startRebuild, type Rebuilt } from '#read-models';
import { events, projections } from '#program';

const ACCOUNT = uuidv5('7d2b4f0e-4f39-5b0e-8c1d-2f4d5a6b7c01', 'account');
const of = (kind: string): StreamName => `${kind}-${uuidv5(ACCOUNT, kind)}`;

/** Streams that the events of a context lie in; a recorded project is another than one that is worked on. */
const STREAMS: Readonly<Record<string, StreamName>> = {
  accounts: of('account'),
  identity: of('person'),
  replay: of('view'),
  workflow: of('project'),
  workspace: of('workspace'),
};
const FIRST = ['ProjectStarted', 'ProjectRecorded', 'AccountOpened', 'PersonRegistered', 'WorkspaceSetUp'];

interface Example {
  readonly stream: StreamName;
  readonly type: string;
  readonly version: number;
  readonly data: string;
}

/** Every event type of the portal as its goldens have it, what begins a stream first. */
function examples(): Example[] {
  const libs = new URL('../../libs/', import.meta.url);
  const found = Object.entries(STREAMS).flatMap(([context, stream]) => {
    const folder = new URL(`${context}/goldens/`, libs);
    return readdirSync(folder).map((file) => {
      const [type = '', version = ''] = file.replace('.json', '').split('@');
      const data = JSON.stringify(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      const recorded = type.endsWith('Recorded') ? (`project-${uuidv5(ACCOUNT, 'recorded')}` as const) : stream;
      return { stream: recorded, type, version: Number(version), data };
    });
  });
  return found.sort((one, other) => Number(FIRST.includes(other.type)) - Number(FIRST.includes(one.type)));
}

describe('a rebuild', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-effects-'));
  const log = join(folder, 'log.db');
  const views = join(folder, 'views');

  beforeAll(async () => {
    mkdirSync(views);
    const store = new SqliteEventStore(log);
    for (const [stream, told] of Map.groupBy(examples(), (example) => example.stream)) {
      await store.append(stream, -1, told.map(sealed));
    }
    await store.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const idOf = ({ type, version }: Example): string => uuidv5(ACCOUNT, `${type}@${String(version)}`);

  function sealed(example: Example, revision: number, all: readonly Example[]): SealedEvent {
    const { stream, type, version: schemaVersion, data } = example;
    const [id, before] = [idOf(example), all[revision - 1]];
    const account = /^(project|account)-/.test(stream) ? ACCOUNT : undefined;
    const visibility = type.startsWith('Internal') ? 'internal' : 'client';
    const prev = before ? idOf(before) : NO_PREVIOUS;
    const metadata = JSON.stringify({ actor: 'import', commandId: id, visibility, prev, ...(account && { account }) });
    const at = `2026-03-02T09:00:00.${String(revision).padStart(3, '0')}Z`;
    return { id, type, schemaVersion, stream, revision, at, data, metadata, hash: id, account, visibility };
  }

  const rebuild = (view: string, version: number, module: string): Promise<Rebuilt> => {
    const build = { view, version, build: 1 };
    const source = new URL(`./testing/${module}.harness.js`, import.meta.url);
    return startRebuild({ build, log, views, projections: source, leftOut: new Set() }).done;
  };

  it('is tried with every type of event that there is', () => {
    const tried = new Set(examples().map(({ type }) => type));
    expect(events.map(({ type }) => type).filter((type) => !tried.has(type))).toEqual([]);
  });

  it.each(projections.map(({ name, version }) => [name, version] as const))(
    'of %s reaches nobody, starts nothing and writes nothing but its file',
    async (name, version) => {
      const { events: read } = await rebuild(name, version, 'no-effects');
      expect(read).toBe(examples().length);
      const models = new SqliteReadModels(views);
      const projection = projections.find((one) => one.name === name && one.version === version);
      const writer = await models.takeOver({ name, version, indexes: projection?.indexes ?? [], build: 1 });
      expect(await writer.parked()).toEqual([]);
      await models.close();
    },
  );

  it.each(['network', 'web', 'file', 'vault'])('ends when a view tries to reach the %s', async (view) => {
    await expect(rebuild(view, 1, 'effects')).rejects.toThrow();
  });

  it('goes well for a view that tries nothing', async () => {
    expect((await rebuild('nothing', 1, 'effects')).events).toBe(examples().length);
  });
});
