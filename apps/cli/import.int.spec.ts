import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { describeOnRealData } from '../../tools/real-data.js';
import { Portico, buildPortico } from './testing/cli.harness.js';

/* Each starts whole programs, on machines that may be busy. */
jest.setTimeout(180_000);

let portico: Portico;

beforeAll(buildPortico);

beforeEach(() => {
  portico = new Portico();
});

afterEach(() => {
  portico.close();
});

const event = '<event><string key="concept:name" value="decide"/><string key="org:resource" value="Pete"/></event>';

/** Writes a log piece by piece. */
function writeLog(name: string, cases: number, events = 5): string {
  const path = portico.path(name);
  const file = openSync(path, 'w');
  writeSync(file, '<log><string key="concept:name" value="orders"/>\n');
  for (let number = 1; number <= cases; number += 1)
    writeSync(file, `<trace><string key="concept:name" value="${number}"/>\n${`${event}\n`.repeat(events)}</trace>\n`);
  writeSync(file, '</log>\n');
  closeSync(file);
  return path;
}

function digests(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(log|vault)\.db$|\.key$/.test(name),
  );
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

describe('portico import', () => {
  it('tells what came in, with and without --json, and again', async () => {
    writeLog('orders.xes', 3);
    const first = await portico.runApart('import', 'orders.xes', '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toEqual({
      cases: 3,
      events: 15,
      activities: 1,
      resources: 1,
      accounts: 1,
      added: 15,
      skipped: 0,
      seconds: expect.any(Number),
    });
    const again = await portico.runApart('import', 'orders.xes');
    expect(again.out).toMatch(/^Added +0$/m);
    expect(again.out).toMatch(/^Skipped +15/m);
  });

  it('ends the same when it was killed on its way as when it was not', async () => {
    const cases = 3000;
    writeLog('orders.xes', cases, 4);
    let interrupted = 0;
    for (let kills = 0; kills < 4; kills += 1) {
      const child = portico.start('import', 'orders.xes');
      const ended = once(child, 'close');
      // At a moment that differs each time, and mostly while it appends.
      for (let waited = 0; waited < 20_000 && child.exitCode === null && !hasGrown(kills); waited += 5) await sleep(5);
      child.kill('SIGKILL');
      await ended;
      if (child.signalCode === 'SIGKILL') interrupted += 1;
    }
    expect(interrupted).toBeGreaterThan(0);
    const { added, skipped } = await portico.json('import', 'orders.xes');
    expect((added as number) + (skipped as number)).toBe(cases * 4);
    expect(await portico.json('import', 'orders.xes')).toMatchObject({ added: 0, skipped: cases * 4 });
    expect(await portico.json('verify')).toMatchObject({ valid: true, events: cases * 5 + 1, streams: cases + 1 });
    await portico.json('export', '--format', 'csv', '--out', 'out.csv');
    const rows = portico.read('out.csv').trimEnd().split('\r\n').slice(1);
    expect(rows).toEqual(
      Array.from({ length: cases }, (_, index) => Array<string>(4).fill(`${index + 1},decide,,Pete,`)).flat(),
    );
  });

  function hasGrown(times: number): boolean {
    const log = join(portico.data, 'log.db-wal');
    return existsSync(log) && readFileSync(log).length > times * 700_000;
  }
});

describe('a broken log', () => {
  const whole = `<log><trace>${event}</trace></log>`;

  it.each([
    ['that ends after a whole trace', 'a.xes', whole.replace('</log>', ''), /line 1: the file ends too early/],
    ['that declares a DTD', 'a.xes', `<!DOCTYPE log [<!ENTITY a "b">]>\n${whole}`, /line 1: .+DTD/],
    ['without its checksum', 'a.xes.gz', gzipSync(whole).subarray(0, -8), /byte \d+: the gzip file ends too early/],
    [
      'that is no text',
      'a.xes',
      Buffer.concat([Buffer.from('<log>'), Buffer.from([0xff, 0xfe, 0xff])]),
      /byte \d+: this is not UTF-8/,
    ],
    ['with a quote that is not closed', 'a.csv', 'case,activity\n1,"a\n', /a quote is not closed/],
    ['with times of no zone', 'a.csv', 'case,activity,time\n1,a,2010-12-30 14:32\n', /line 2: .+--time-zone/],
  ] as const)('%s is refused in one line, and nothing changed', async (_what, name, content, line) => {
    writeLog('orders.xes', 2);
    await portico.json('import', 'orders.xes');
    const before = digests(portico.data);
    writeFileSync(portico.path(name), content);
    const ended = await portico.run('import', name);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(line);
    expect(ended.err.trimEnd()).not.toContain('\n');
    expect(digests(portico.data)).toEqual(before);
  });

  it('with an attribute of 300 MB is refused soon, in little memory', async () => {
    const file = openSync(portico.path('a.xes'), 'w');
    writeSync(file, '<log><trace><string key="a" value="');
    for (let written = 0; written < 300; written += 1) writeSync(file, 'x'.repeat(2 ** 20));
    writeSync(file, '"/></trace></log>');
    closeSync(file);
    const start = performance.now();
    const { code, err, megabytes } = await portico.runApart('import', 'a.xes');
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(err).toMatch(/line 1: .+longer than/);
    expect(code).toBe(1);
    expect(megabytes).toBeLessThan(300);
  });
});

describe('a log of 100 MB', () => {
  it('is checked in less than 300 MB of memory', async () => {
    writeLog('big.xes', 165_000);
    const { code, out, megabytes } = await portico.runApart('import', 'big.xes', '--dry-run', '--json');
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, cases: 165_000, events: 825_000 });
    expect(megabytes).toBeLessThan(300);
  });
});

describeOnRealData('real logs', (folder) => {
  const logs = join(folder, 'logs');

  it('06_bpic2013_closed comes in and out whole', async () => {
    const file = join(logs, '06_bpic2013_closed.xes.gz');
    const words = ['import', file, '--account-by', 'organization involved'];
    const summary = await portico.json(...words);
    expect(summary).toMatchObject({
      cases: 1487,
      events: 6660,
      activities: 4,
      resources: 585,
      added: 6660,
      skipped: 0,
    });
    expect(await portico.json(...words)).toMatchObject({ added: 0, skipped: 6660 });
    await portico.json('export', '--format', 'csv', '--out', 'out.csv');
    const other = new Portico();
    try {
      expect(await other.json('import', portico.path('out.csv'))).toMatchObject({
        cases: 1487,
        events: 6660,
        resources: 585,
      });
      await other.json('export', '--format', 'csv', '--out', 'out.csv');
      expect(other.read('out.csv')).toBe(portico.read('out.csv'));
    } finally {
      other.close();
    }
  });

  it.each(['running-example', 'roadtraffic100traces'])('%s comes out the same from XES and from CSV', async (name) => {
    const exported: string[][] = [];
    for (const extension of ['xes', 'csv']) {
      await portico.json('import', join(logs, `${name}.${extension}`), '--source', extension);
      await portico.json('export', '--format', 'csv', '--out', 'all.csv');
      const first = exported[0]?.length ?? 0;
      const rows = portico
        .read('all.csv')
        .trimEnd()
        .split('\r\n')
        .slice(1 + first);
      exported.push(rows.map((row) => row.split(',').slice(0, 5).join(',')));
    }
    expect(exported[1]).toEqual(exported[0]);
  });
});
