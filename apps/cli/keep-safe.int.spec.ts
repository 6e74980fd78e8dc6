import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Portico, buildPortico } from './testing/cli.harness.js';

/* Each starts whole programs, on machines that may be busy. */
jest.setTimeout(120_000);

const LOG = `<log><string key="concept:name" value="orders"/>
<trace><string key="concept:name" value="1"/><string key="kind" value="a,b"/>
<event><string key="concept:name" value="ask &quot;twice&quot;"/><date key="time:timestamp" value="2010-12-30T14:32:00.5+01:00"/><string key="org:resource" value="Pete"/>
<list key="items"><string key="item" value="007"/><string key="item" value="8"/></list></event>
<event><string key="concept:name" value="decide"/><string key="cost" value="1e5"/></event></trace>
<trace><event><string key="concept:name" value="ask"/><string key="org:resource" value="Sue"/></event></trace></log>`;

let portico: Portico;

beforeAll(async () => {
  await buildPortico();
  portico = new Portico();
  writeFileSync(portico.path('orders.xes'), LOG);
  await portico.json('import', 'orders.xes');
});

afterAll(() => {
  portico.close();
});

type Stored = {
  id: string;
  stream: string;
  revision: number;
  data: unknown;
  metadata: Record<string, string>;
} & Record<string, unknown>;

async function exportedLog(from: Portico): Promise<Stored[]> {
  const { out } = await from.run('export', '--format', 'jsonl');
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Stored);
}

/** Canonical JSON of what has no numbers but small whole ones. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

describe('an export', () => {
  it('is the log, whose hashes anybody can check', async () => {
    const events = await exportedLog(portico);
    const ends = new Map<string, string>();
    for (const { id, type, schemaVersion, stream, revision, at, data, metadata } of events) {
      const { hash, ...hashed } = metadata;
      const prev = ends.get(stream) ?? '0'.repeat(64);
      const text = [prev, id, type, schemaVersion, stream, revision, at, canonical(data), canonical(hashed)].join('\n');
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
      ends.set(stream, hash ?? '');
    }
    expect(events.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(Object.keys(events[0] ?? {})).toEqual([
      'id', 'type', 'schemaVersion', 'stream', 'revision', 'position', 'at', 'data', 'metadata',
    ]); // prettier-ignore
    expect(JSON.stringify(events)).not.toMatch(/Pete|Sue/);
  });

  it('as a table has what came in', async () => {
    await portico.json('export', '--format', 'csv', '--out', 'out.csv');
    expect(portico.read('out.csv').split('\r\n')).toEqual([
      'case:concept:name,concept:name,time:timestamp,org:resource,lifecycle:transition,items/item,items/item (2),cost,case:kind',
      '1,"ask ""twice""",2010-12-30T14:32:00.500+01:00,Pete,,007,8,,"a,b"',
      '1,decide,,,,,,1e5,"a,b"',
      'Case 2,ask,,Sue,,,,,',
      '',
    ]);
    expect(statSync(portico.path('out.csv')).mode & 0o077).toBe(0);
  });

  it('as XES is the same log when it comes in elsewhere', async () => {
    await portico.json('export', '--format', 'xes', '--out', 'out.xes');
    expect(portico.read('out.xes')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<log /);
    expect(statSync(portico.path('out.xes')).mode & 0o077).toBe(0);
    const other = new Portico();
    writeFileSync(other.path('out.xes'), portico.read('out.xes'));
    await other.json('import', 'out.xes');
    const [there, here] = [await exportedLog(other), await exportedLog(portico)];
    expect(there.map(({ id, stream, revision }) => [id, stream, revision])).toEqual(
      here.map(({ id, stream, revision }) => [id, stream, revision]),
    );
    expect((await other.run('export', '--format', 'xes')).out).toBe(portico.read('out.xes'));
    other.close();
  });

  it('may be of one project or account only', async () => {
    const events = await exportedLog(portico);
    const [project = ''] = events
      .filter(({ type }) => type === 'ProjectRecorded')
      .map(({ stream }) => stream.slice('project-'.length));
    const { out } = await portico.run('export', '--format', 'jsonl', '--project', project, '--json');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Stored);
    expect(lines.slice(0, -1).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(lines.at(-1)).toMatchObject({ events: 3 });
    const csv = await portico.run('export', '--format', 'csv', '--project', project);
    expect(csv.out.trimEnd().split('\r\n')).toHaveLength(3);
    const account = events[0]?.metadata['account'] ?? '';
    expect(await portico.json('export', '--format', 'jsonl', '--account', account)).toMatchObject({ events: 6 });
  });
});

describe('verify', () => {
  it('finds the whole log in order, and one stream', async () => {
    expect(await portico.json('verify')).toEqual({
      events: 6, streams: 3, anchors: 2, valid: true, seconds: expect.any(Number), firstBad: null,
    }); // prettier-ignore
    expect((await portico.run('verify')).out).toMatch(
      /^6 events in 3 streams follow from each other .*\n2 signed anchors agree; the last, of \S+, covers position 6\.\n$/,
    );
    const [, recorded] = await exportedLog(portico);
    expect(await portico.json('verify', '--stream', recorded?.stream ?? '')).toMatchObject({
      events: 3,
      streams: 1,
      valid: true,
    });
  });

  it('says so where no anchors lie, without which a cut tail does not show', async () => {
    const other = new Portico();
    cpSync(portico.data, other.data, { recursive: true });
    for (const name of ['anchors.jsonl', 'anchors.key', 'anchors.pub']) rmSync(join(other.data, 'keys', name));
    const { code, out } = await other.run('verify');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/\nNo signed anchors lie in .*keys: what was cut off .*\n$/),
    ]);
    other.close();
  });

  it('finds what only the anchors tell of, also by a copy of them that was kept elsewhere', async () => {
    const other = new Portico();
    cpSync(portico.data, other.data, { recursive: true });
    const log = new DatabaseSync(join(other.data, 'log.db'));
    log.exec('DELETE FROM events WHERE position = 6; DELETE FROM streams WHERE number = 3');
    log.close();
    const line = /^portico verify: the log was changed: position 5: .*; restore a backup and compare\n$/;
    const { code, out, err } = await other.run('verify', '--json');
    expect([code, err]).toEqual([1, expect.stringMatching(line)]);
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      firstBad: { stream: null, revision: null, position: '5', reason: expect.stringContaining('that the anchor of') },
    });
    expect((await other.run('doctor')).err).toContain('position 5');
    const [first = ''] = readFileSync(join(other.data, 'keys', 'anchors.jsonl'), 'utf8').split('\n');
    writeFileSync(join(other.data, 'keys', 'anchors.jsonl'), `${first}\n`);
    const kept = join(portico.data, 'keys', 'anchors.jsonl');
    expect((await other.run('verify', '--anchors', kept)).err).toMatch(line);
    other.close();
  });

  it.each([
    ['a text', `UPDATE events SET data = replace(data, 'decide', 'refuse')`],
    ['an event gone', `DELETE FROM events WHERE revision = 1 AND position < 5`],
    ['another account', `UPDATE events SET account = 'x' WHERE revision = 2`],
  ])('finds what was changed: %s', async (_what, sql) => {
    const other = new Portico();
    mkdirSync(other.data);
    copyFileSync(join(portico.data, 'log.db'), join(other.data, 'log.db'));
    const log = new DatabaseSync(join(other.data, 'log.db'));
    log.exec(sql);
    log.close();
    const { code, out, err } = await other.run('verify', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      firstBad: { stream: expect.stringMatching(/^project-/), revision: expect.any(Number) },
    });
    expect(err).toMatch(/^portico verify: the log was changed: project-\S+ at revision \d/);
    other.close();
  });
});

describe('a backup', () => {
  let copy: Portico;

  beforeAll(async () => {
    copy = new Portico();
    await portico.jsonApart('backup', copy.path('monday'));
    await portico.json('backup', copy.path('other'));
    const bytes = readFileSync(copy.path('monday'));
    writeFileSync(copy.path('cut'), bytes.subarray(0, -100));
    writeFileSync(copy.path('none'), 'something else\n');
    bytes[bytes.length - 2000] = (bytes.at(-2000) ?? 0) ^ 1;
    writeFileSync(copy.path('damaged'), bytes);
  });

  afterEach(() => {
    rmSync(copy.data, { recursive: true, force: true });
  });

  afterAll(() => {
    copy.close();
  });

  it('is restored with the same hashes, and opens the same names', async () => {
    expect(await copy.jsonApart('restore', 'monday', '--to', 'data')).toMatchObject({ events: 6, streams: 3 });
    expect(await exportedLog(copy)).toEqual(await exportedLog(portico));
    expect((await copy.run('export', '--format', 'csv')).out).toContain(',Pete,');
    expect(await copy.json('doctor')).toMatchObject({ ok: true });
    expect(await copy.json('verify')).toMatchObject({ valid: true, anchors: 2 });
  });

  it('keeps its secrets apart, and both from others', () => {
    expect(readFileSync(copy.path('monday')).includes('vault.db')).toBe(false);
    expect(statSync(copy.path('monday')).mode & 0o077).toBe(0);
    expect(statSync(copy.path('monday.secrets')).mode & 0o077).toBe(0);
    // Nothing of what it was made of is left beside it.
    expect(readdirSync(copy.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('erases again who was erased since', async () => {
    const [subject] = (await exportedLog(portico)).flatMap(
      ({ data }) => (data as { resourceId?: string }).resourceId ?? [],
    );
    writeFileSync(copy.path('erased'), `${subject ?? ''}\n`);
    await copy.json('restore', 'monday', '--erasures', 'erased', '--to', 'data');
    const { out } = await copy.run('export', '--format', 'csv');
    expect(out).not.toContain('Pete');
    expect(out).toContain('Sue');
  });

  it.each([
    ['into a folder that is not empty', ['monday', '--to', '.'], /is not empty/],
    ['without its secrets', ['monday', '--secrets', 'nowhere', '--to', 'data'], /nowhere does not exist/],
    [
      'with the halves exchanged',
      ['monday.secrets', '--secrets', 'monday', '--to', 'data'],
      /holds the secrets of a backup, not its log/,
    ],
    [
      'with the secrets of another',
      ['monday', '--secrets', 'other.secrets', '--to', 'data'],
      /are not of the same backup/,
    ],
    ['that is damaged', ['damaged', '--secrets', 'monday.secrets', '--to', 'data'], /is damaged: log\.db/],
    ['that ends too early', ['cut', '--secrets', 'monday.secrets', '--to', 'data'], /ends too early/],
    ['that is none', ['none', '--secrets', 'monday.secrets', '--to', 'data'], /is no backup/],
  ])('is not restored %s', async (_what, words, line) => {
    const ended = await copy.run('restore', ...words);
    expect(ended.err).toMatch(line);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(existsSync(copy.data)).toBe(false);
  });

  it('never takes the place of another', async () => {
    expect((await portico.run('backup', copy.path('monday'))).err).toMatch(/exists already; name another file/);
  });
});

describe('doctor', () => {
  it('finds keys that others may read, and says what to do', async () => {
    const key = join(portico.data, 'keys', 'personal-data.key');
    chmodSync(key, 0o644);
    const { code, out, err } = await portico.run('doctor', '--json');
    chmodSync(key, 0o600);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false });
    expect(err).toBe(`portico doctor: others may read ${key}; run chmod 600 ${key}\n`);
  });
});
